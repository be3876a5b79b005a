public import ArgumentParser
public import Trials

extension HidingManner: ExpressibleByArgument {}
