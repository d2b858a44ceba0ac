// Package audit holds how the organization looks at its management system and
// makes it better: audit programmes, audits and their findings,
// nonconformities with their causes and corrective actions, improvements, and
// management reviews with their decisions. It serves ISO/IEC 27001 clauses 9.2,
// 9.3, 10.1 and 10.2.
//
// Main words: a programme plans the audits of a cycle; a finding is what one
// audit saw against a criterion; a nonconformity is a requirement that was not
// met, wherever it was noticed; a correction puts it right, a corrective
// action removes its cause.
//
// Invariant: a nonconformity is closed only with its correction, cause and
// extent known, its actions done or their absence reasoned, and their effect
// seen afterwards by somebody who did not act.
package audit

import "surety/record"

// Kinds are the kinds of this concern.
func Kinds() []*record.Kind {
	return []*record.Kind{programme(), engagement(), finding(), nonconformity(), correctiveAction(), improvement(), review(), reviewDecision()}
}
