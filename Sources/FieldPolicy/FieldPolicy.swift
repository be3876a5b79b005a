// The rule language for who may see what. Read in this order:
//
// - `CompiledPolicy.swift`  what callers hold: load, access, view, explain
// - `Language/`             the words of the YAML files, read and held against one another
// - `Table/`                the dense decision table, and the slow obvious reference it is compared with
// - `Checks/`               what is wrong with a policy, or differs between two, found cell by cell
// - `Cases/`                expected decisions as data, rule coverage, flipped treatments
