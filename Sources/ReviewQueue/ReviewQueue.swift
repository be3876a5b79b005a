// The review queue without I/O. Read this list first:
//
// - `Life/`     one case: intake, its steps, who may decide, four eyes, what time asks for, what a release is worth
// - `Clocks/`   business hours, holidays, due moments and regulatory clocks, all of it data
// - `Known/`    cases whose answer is known, given out among the others: the draw, their history, who was right
// - `Quality/`  samples, intervals, agreement, signals of rubber stamps: what `throughline review report` prints
