package report

// prose sets a text in Markdown.
func (d *press) prose(text string) { d.paragraph(text) }
