package picture

// BoxOf is the place that a mark takes.
func BoxOf(m Mark) Box { return m.box() }
