// Personal data in text. Read this list first:
//
// - `Detector.swift`     what is found in the messages of one conversation
// - `Folding/`           what readers take for the same text becomes the same bytes, with the way back
// - `Rules/`             detectors, word lists and tables as the files of `detectors/` say
// - `Scanning/`          tokens, cue words and shapes of one message
// - `Candidates/`        one file for each way to find a candidate: shapes, numbers, phones, addresses, names
// - `Validators/`        check digits
// - `Needles/`           known values made ready for search
// - `Linking/`           the customer's own values, however they are disguised
