// SQLSources
