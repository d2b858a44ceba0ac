package report

// chapter begins a part of a paper on a page of its own, with what it is beneath its
// title.
type chapter struct{ title, facts string }

// contents lists the chapters of a paper with their pages.
type contents struct{}

// chapters are those of a paper.
func (p *Paper) chapters() []chapter {
	var list []chapter
	for _, part := range p.parts {
		if c, ok := part.(chapter); ok {
			list = append(list, c)
		}
	}
	return list
}

// chapter begins a page with a chapter's title, and keeps which it is.
func (d *press) chapter(c chapter) {
	d.next()
	d.SetLink(d.targets[len(d.begun)], d.y, -1)
	d.begun = append(d.begun, d.PageNo())
	d.heading(1, []span{{text: d.legible(c.title)}})
	d.lines(d.wrap([]span{{text: d.legible(c.facts), size: smallSize, ink: muted}}, d.width), d.left, lead(smallSize))
	d.y += 3
	d.rule(d.y, d.width, hair, 0.2)
	d.y += 4
}

// contents sets the list of chapters. On which page each begins is known once the
// paper was set before.
func (d *press) contents() {
	d.heading(1, []span{{text: d.legible(d.paper.reader.Say("Contents"))}})
	for i, c := range d.paper.chapters() {
		link := d.AddLink()
		d.targets = append(d.targets, link)
		d.need(lead(proseSize))
		number := ""
		if i < len(d.pages) {
			number = d.paper.reader.Number(d.pages[i])
		}
		page := d.one(span{text: number, size: proseSize, ink: muted})
		d.setRight(page, d.left+d.width, d.y, lead(proseSize))
		d.set(d.fit(span{text: d.legible(c.title), size: proseSize, ink: black}, d.width-14), d.left, d.y, lead(proseSize))
		d.Link(d.left, d.y, d.width, lead(proseSize), link)
		d.y += lead(proseSize) + 0.8
	}
}
