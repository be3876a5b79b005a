public import ArgumentParser
public import Briefing

extension SummaryForm: ExpressibleByArgument {}
