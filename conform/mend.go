package conform

// Mend is one act that helps a requirement to hold.
type Mend struct {
	Text  string
	Key   string // of the record at which it is done; empty: a record is missing, or the whole is meant
	Field string // of that record; may be empty
	Of    string // the kind whose record is missing; empty where one is named
}

// Mends are the acts that help the requirement to hold: at each record that breaks
// it and the reader may see, up to so many, and where a check found none to name, for
// the kind that it asked. more is how many others there are. None is left where only a
// judgement is awaited.
func (q *Requirement) Mends(most int) (mends []Mend, more int) {
	if !q.Verdict.Worse(Holds) {
		return nil, 0
	}
	named := 0
	for _, check := range q.Checks {
		if !check.Verdict.Worse(Holds) {
			continue
		}
		for _, n := range check.Records {
			if n.Key == "" {
				continue // it is not for this reader
			}
			if named++; named > most {
				more++
				continue
			}
			mends = append(mends, Mend{Text: n.Mend, Key: n.Key, Field: check.Check.Field})
		}
		if len(check.Records) == 0 && check.Mend != "" {
			mends = append(mends, Mend{Text: check.Mend, Of: check.Check.Of})
		}
	}
	return mends, more
}
