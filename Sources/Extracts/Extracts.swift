// Extracts
