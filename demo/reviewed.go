package demo

import "surety/isms/document"

// remark is what somebody says to a passage of a document that is being reviewed.
type remark struct {
	name, by, text, passage string
	at                      int // which passage it is
	day                     int // days ago
}

var remarks = []remark{
	{"lot", "dirk", "The second region was left out of the lot twice. Say that each of the two is drawn once a year.",
		"Each quarter, from each row of the backup table, one system is restored: drawn by lot, by somebody who didn't set the backup up, in the separate network.", 2, 6},
	{"sample", "merle", "Ten readings say nothing about bills. Add five bills of last month.",
		"Record: system, backup used, start and end, amount of data, checks made (row counts, sample of ten readings, start of SCADA with a test substation), what was missing, who did it.", 3, 5},
}

// reviewed is the procedure of restore tests, which its owner asks about before the
// next version is written: two have said something, one has answered.
func (s *story) reviewed() {
	s.sit(8, "svenja")
	s.create("document_review", "restore-round", &document.Round{
		Document: ref("document", "restore-test"), Version: "1.2", Reviewers: refs("person", "dirk merle can"), Until: s.in(9), AskedBy: ref("person", "svenja"),
		Question: "Can it be done as written, and does it show what we promise the utilities?",
	})
	for _, r := range remarks {
		s.sit(r.day, r.by)
		s.create("document_comment", r.name, &document.Comment{
			Document: ref("document", "restore-test"), Passage: r.passage, At: r.at, Text: r.text, By: ref("person", r.by), On: s.now(),
		})
	}
	s.sit(5, "merle")
	s.create("review_answer", "restore-merle", &document.Answer{Round: ref("document_review", "restore-round"), By: ref("person", "merle"), Says: "changes", Note: "Only the sample.", On: s.now()})
}
