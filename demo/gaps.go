package demo

// Gap is something that is deliberately wrong with the demonstration
// organization.
type Gap struct {
	// Requirement is the entry of ISO/IEC 27001:2022 that does not hold; or, of
	// a control that is declared implemented and that nothing shows, its row.
	Requirement string
	// Records are where it is seen, by symbolic name; none where it is the
	// whole of a register.
	Records []string
	// Wrong says in plain words what is.
	Wrong string
}

// Gaps lists all that is deliberately wrong. Everything else holds, needs a
// person, or had no occasion yet.
func Gaps() []Gap {
	return []Gap{
		{"6.1.3-11", []string{"risk:root-key"}, "Nobody has accepted what is left of the risk to the offline key, although it is treated and the plan approved."},
		{"6.1.3-11", []string{"risk:cloud-extortion"}, "Dirk Johannsen, who runs backups, has accepted a risk that Malte Jessen owns: the wrong person's word."},
		{"6.1.3-11", []string{"risk:flood"}, "A new study raised what is left from moderate to high. The acceptance was given before, and high is for the security board to accept."},
		{"6.1.2-6", []string{"risk:ring-cut"}, "Torben Kjær has left twelve days ago and still owns the risk of a cut fibre."},
		{"6.1.3-8", []string{"soa_row:A.8.23"}, "Web filtering was taken out of the Statement of Applicability when its contract ended, without a reason."},
		{"6.2-3", []string{"objective:culture"}, "The control room's objective has neither a measure nor a reason for having none."},
		{"7.2-3", []string{"training:forensics"}, "Whether the course on evidence in substations helped was to be judged four weeks ago; nobody has."},
		{"7.3-1", []string{"person:bjarne", "person:can", "person:jan", "person:merle", "person:pia", "person:renate", "person:sami"}, "Seven people in scope have not acknowledged the policy in its present version; two are allowed."},
		{"7.5.2-3", []string{"document:remote-work"}, "The topic policy on remote work is ten weeks past its review."},
		{"8.1-3", []string{"process:documents"}, "The quarterly look through the register of documents was left out; so the policy on remote work slipped unseen."},
		{"8.1-7", []string{"supplier:netzkasse"}, "Netzkasse, which bills for us, was last reviewed seventeen months ago."},
		{"8.2-2", []string{"change:billing-host"}, "Billing moves to another host: significant, and no risk was assessed for it."},
		{"8.3-1", []string{"treatment:break-in"}, "Cameras at twelve substations are three weeks late, and nobody has planned anew."},
		{"9.1-4", []string{"measure:second-ways"}, "Torben Kjær, who has left, is still named to take the figure of second ways to substations."},
		{"9.2.2-4", []string{"audit:office-it"}, "Svenja Paulsen joined the audit of office IT, whose access controls are hers."},
		{"10.2-5", []string{"nonconformity:test-accounts"}, "Nobody has looked whether other introductions left accounts behind as the one at Netzkasse did; it was due last week."},
		{"10.2-6", []string{"corrective_action:silence-no"}, "The tool that ends rights nobody confirms is sixteen days late."},
		{"A.5.18-1", []string{"asset:portal"}, "Rights on the customer portal were last reviewed more than seven months ago, where six are allowed."},
		{"A.5.26-1", []string{"incident:tablet"}, "A tablet with addresses of 340 customers was stolen ten days ago. The 72 hours of the GDPR are over, and nobody has notified or said why not."},
		{"A.5.30-1", []string{"continuity_plan:billing"}, "Bills by hand, should Netzkasse fail, were never tried."},
		{"A.8.13", []string{"control:cloud-backup", "control:scada-copies", "control:immutable"}, "The last restore tests ran out twelve days ago: backups are declared implemented, and nothing in date shows it."},
	}
}
