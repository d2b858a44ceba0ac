package org

import (
	"cmp"
	"errors"
	"regexp"
	"strings"
	"time"

	"surety/record"
)

// Organization is the organization that runs management systems.
type Organization struct {
	Name     string            `json:"name" label:"Name" is:"required,title,search,list"`
	Legal    string            `json:"legal_name,omitzero" label:"Legal name" is:"search"`
	Purpose  string            `json:"purpose,omitzero" label:"Purpose" help:"What the organization is there for, in a sentence or two." max:"2000" clause:"27001 4.1"`
	Sector   string            `json:"sector,omitzero" label:"Sector" is:"list"`
	Size     int               `json:"size,omitzero" label:"People" help:"How many people work under its control."`
	Country  string            `json:"country,omitzero" label:"Country" help:"Two letters (ISO 3166)." max:"60"`
	TimeZone string            `json:"time_zone,omitzero" label:"Time zone" help:"A name such as Europe/Berlin; days begin and end by it." max:"60"`
	Logo     record.Attachment `json:"logo,omitzero" label:"Logo" help:"PNG or JPEG, at most a megabyte; it stands on your papers."`
}

// MostLogo is how many bytes a logo has at most.
const MostLogo = 1 << 20

// mostPeople is more than work anywhere.
const mostPeople = 100_000_000

// twoLetters is what a country's code of ISO 3166-1 looks like.
var twoLetters = regexp.MustCompile(`^[A-Za-z]{2}$`)

// Check finds fewer people than none or more than can be, a country that is not told by two letters, a time
// zone that there is none of, and a logo that no paper can show.
func (o *Organization) Check(report func(field, format string, args ...any)) {
	if o.Size > mostPeople {
		report("size", "%d people are more than any organization has: expected how many work here, such as 40", o.Size)
	}
	if o.Size < 0 {
		report("size", "%d people are fewer than none: expected how many work here, such as 40", o.Size)
	}
	if o.Country != "" && !twoLetters.MatchString(o.Country) {
		report("country", "%q is no country's code: expected two letters, such as DE", o.Country)
	}
	if name := strings.ToLower(o.Logo.Name); name != "" && !strings.HasSuffix(name, ".png") && !strings.HasSuffix(name, ".jpg") && !strings.HasSuffix(name, ".jpeg") {
		report("logo", "%s is neither a PNG nor a JPEG", o.Logo.Name)
	}
	if o.Logo.Size > MostLogo {
		report("logo", "%s is larger than a megabyte", o.Logo.Name)
	}
	if _, err := o.Zone(); err != nil {
		report("time_zone", "there is no time zone %q: expected a name such as Europe/Berlin", o.TimeZone)
	}
}

// Zone is the organization's time zone; UTC where none is set.
func (o *Organization) Zone() (*time.Location, error) {
	if o.TimeZone == "Local" { // that of whichever machine this runs on
		return nil, errors.New("no name of a time zone")
	}
	return time.LoadLocation(o.TimeZone)
}

// ManagementSystem is one information security management system.
type ManagementSystem struct {
	Name         string        `json:"name" label:"Name" is:"required,title,search,list"`
	Standard     string        `json:"standard" label:"Standard" help:"The pack it is judged by." is:"required,list" max:"40"`
	Edition      string        `json:"edition" label:"Edition" is:"required,list" max:"40"`
	Roles        []string      `json:"roles,omitzero" label:"Acts as" help:"What the organization is for others. Requirements and controls that concern one of these apply only to who says so here." enum:"pii_controller=Controller of personal data,pii_processor=Processor of personal data,cloud_customer=Customer of cloud services,cloud_provider=Provider of cloud services,certification_body=Certification body,trust_service_provider=Trust service provider"`
	Outcomes     string        `json:"outcomes,omitzero" label:"Intended outcomes" max:"4000" clause:"27001 4.1"`
	Review       record.Period `json:"review_interval" label:"Review interval" help:"How long context, parties, objectives and suppliers may stand unreviewed." is:"required" clause:"27001 4.1"`
	Assessment   record.Period `json:"assessment_interval" label:"Risk assessment interval" help:"How long a risk may stand without being assessed again." is:"required" clause:"27001 8.2"`
	Audit        record.Period `json:"audit_interval,omitzero" label:"Audit interval" help:"How long the system may go without an internal audit that was finished; a year where nothing is set." clause:"27001 9.2.1"`
	LookBack     record.Period `json:"audit_look_back,omitzero" label:"Auditors' look-back" help:"How long ago an auditor must have ended work on what they audit; a year where nothing is set." clause:"27001 9.2.2 b"`
	Grading      string        `json:"grading,omitzero" label:"Own audits grade nonconformities" enum:"major_minor=Major and minor,single=All alike" clause:"27001 9.2"`
	Management   record.Period `json:"management_review_interval,omitzero" label:"Management review interval" help:"How long the system may go without a management review; a year where nothing is set." clause:"27001 9.3.1"`
	Awareness    record.Period `json:"awareness_interval,omitzero" label:"Awareness interval" help:"How long ago a person's last awareness training may lie; a year where nothing is set." clause:"27001 7.3"`
	Evaluation   record.Period `json:"evaluation_interval,omitzero" label:"Evaluation interval" help:"How long ago the last evaluation of what was measured may lie; a year where nothing is set." clause:"27001 9.1"`
	MostUnread   int           `json:"unread_allowed,omitzero" label:"People who may lag behind" help:"How many people may still have to acknowledge the policy, or to be made aware, before a requirement fails." clause:"27001 7.3"`
	Access       record.Period `json:"access_review_interval,omitzero" label:"Access review interval" help:"How long rights may stand unreviewed; empty: the review interval." clause:"27001 A.5.18"`
	Exercise     record.Period `json:"exercise_interval,omitzero" label:"Exercise interval" help:"How long plans may stand untried; empty: the review interval." clause:"27001 A.5.30"`
	EventTime    record.Period `json:"event_time,omitzero" label:"Time for an event" help:"How long an event may take from being noticed to being reported, and again to being assessed; empty: 3 days." clause:"27001 A.5.25"`
	SelfApproval bool          `json:"self_approval,omitzero" label:"Authors may approve" help:"Whether the only author of a document may approve it." clause:"27001 7.5.2 c"`
	Approvers    int           `json:"approvers_needed,omitzero" label:"Approvals a document needs" help:"How many different persons approve a document before it is in force; one where nothing is set. A document can name who they are." clause:"27001 7.5.2 c"`
}

// Prepare sets a year for what has to recur and nobody has said how often: the
// standard leaves the intervals to the organization, but wants them planned.
func (m *ManagementSystem) Prepare(record.Preparation) error {
	m.Awareness = cmp.Or(m.Awareness, year)
	m.Evaluation = cmp.Or(m.Evaluation, year)
	m.Audit = cmp.Or(m.Audit, year)
	m.LookBack = cmp.Or(m.LookBack, year)
	m.Management = cmp.Or(m.Management, year)
	return nil
}

const year record.Period = "P12M"

func organization() *record.Kind {
	return record.MustDefine[Organization](record.Spec{
		Name: "organization", Prefix: "ORG", Label: "Organization", Plural: "Organizations", Concern: "org", Place: "plan", Clause: "27001 4.1",
		Help: "The organization itself: its name, purpose and size. Everything else is read against it.",
	})
}

func managementSystem() *record.Kind {
	return record.MustDefine[ManagementSystem](record.Spec{
		Name: "management_system", Prefix: "ISMS", Label: "Management system", Plural: "Management systems", Concern: "org", Place: "plan", Begins: true, Clause: "27001 4.4",
		Help: "One management system, the standard it follows and the intervals that the organization has set itself. Verdicts are computed for it; most organizations have one.",
	})
}
