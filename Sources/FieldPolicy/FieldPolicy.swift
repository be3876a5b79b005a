// FieldPolicy
