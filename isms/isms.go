// Package isms lists the kinds that the management system is made of. It is
// the only place that knows all concerns; they do not know each other.
package isms

import (
	"surety/isms/assess"
	"surety/isms/asset"
	"surety/isms/audit"
	"surety/isms/competence"
	"surety/isms/continuity"
	"surety/isms/control"
	"surety/isms/document"
	"surety/isms/incident"
	"surety/isms/measure"
	"surety/isms/org"
	"surety/isms/process"
	"surety/isms/risk"
	"surety/isms/supplier"
	"surety/isms/way"
	"surety/record"
)

// Kinds lists every kind, in the order in which menus show them.
func Kinds() []*record.Kind {
	var kinds []*record.Kind
	for _, concern := range [][]*record.Kind{
		org.Kinds(), document.Kinds(), asset.Kinds(), supplier.Kinds(), process.Kinds(), competence.Kinds(), risk.Kinds(), control.Kinds(),
		incident.Kinds(), continuity.Kinds(), measure.Kinds(), assess.Kinds(), audit.Kinds(), way.Kinds(),
	} {
		kinds = append(kinds, concern...)
	}
	return kinds
}

// Catalogue is the catalogue of every kind.
func Catalogue() (*record.Catalogue, error) { return record.NewCatalogue(Kinds()...) }
