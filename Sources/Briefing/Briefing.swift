// Briefing
