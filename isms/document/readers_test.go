package document_test

import (
	"slices"
	"testing"

	"surety/isms/document"
	"surety/record"
)

func TestADocumentIsReadByThoseItIsForInTheVersionThatHolds(t *testing.T) {
	readers := []document.Reader{
		{Person: "mara", InScope: true, Unit: "Security", Roles: []record.Ref{"security"}},
		{Person: "tom", InScope: true, Unit: "IT"},
		{Person: "eve", Unit: "IT"},
	}
	said := []*document.Acknowledgement{{Person: "mara", Version: "1.0"}, {Person: "tom", Version: "0.9"}}
	for _, test := range []struct {
		what string
		d    document.Document
		want []record.Ref
	}{
		{"nobody is named", document.Document{InForce: "1.0"}, nil},
		{"everybody in scope", document.Document{InForce: "1.0", MustRead: true}, []record.Ref{"tom"}},
		{"a unit", document.Document{InForce: "2.0", ReaderUnits: []string{"it"}}, []record.Ref{"tom"}},
		{"a role", document.Document{InForce: "2.0", ReaderRoles: []record.Ref{"security"}}, []record.Ref{"mara"}},
		{"no version is in force", document.Document{MustRead: true}, nil},
	} {
		if got := test.d.Unread(test.d.Standing("draft"), readers, said); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, not %v", test.what, got, test.want)
		}
	}
}
