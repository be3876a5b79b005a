// The rule language for who may see what. Read in this order:
//
// - `CompiledPolicy.swift`  what callers hold: load, access, view, explain
// - `Language/`             the words of the YAML files, read and held against one another
// - `Table/`                the dense decision table, and the slow obvious reference it is compared with
// - `Checks/`               what is wrong with a policy, or differs between two, found cell by cell
// - `Scope/`                which records a role may draw on, fences, organisations, broken glass
// - `Replay/`               past disclosures under a policy that is proposed
// - `Cases/`                expected decisions as data, rule coverage, flipped treatments
