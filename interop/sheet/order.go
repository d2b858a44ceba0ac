package sheet

import "surety/record"

// inOrder puts commands that create records before those that refer to them,
// and otherwise leaves them in the order of the file.
func inOrder(kind *record.Kind, commands []Command) []Command {
	made := make(map[record.Ref]int, len(commands))
	for i, c := range commands {
		if c.Base == 0 {
			made[record.Ref(c.ID)] = i
		}
	}
	ordered := make([]Command, 0, len(commands))
	started := make([]bool, len(commands))
	var add func(i int)
	add = func(i int) {
		if started[i] {
			return // there already, or further up in a circle
		}
		started[i] = true
		if commands[i].Body != nil {
			for _, link := range kind.Links(commands[i].Body) {
				if j, ok := made[link.To]; ok {
					add(j)
				}
			}
		}
		ordered = append(ordered, commands[i])
	}
	for i := range commands {
		add(i)
	}
	return ordered
}
