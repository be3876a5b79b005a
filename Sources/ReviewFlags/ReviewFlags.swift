// ReviewFlags
