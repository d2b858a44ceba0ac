package workbook

import (
	"context"
	"path"
	"strings"

	"surety/fault"
)

// readXLSX reads all worksheets of an Office Open XML workbook (ECMA-376
// part 1, 18.2 and 18.3). Excelize streams rows as strings only, without the
// type and style that tell a date from a number, and lays sheets out densely
// when asked for either; so the parts are decoded here.
func readXLSX(ctx context.Context, book *Book, data []byte, allowed *allowance) error {
	a, err := openArchive(data, allowed.Unpacked)
	if err != nil {
		return err
	}
	main, err := a.mainPart()
	if err != nil {
		return err
	}
	var workbook workbookPart
	if err := a.decode(main, &workbook); err != nil {
		return err
	}
	rels, err := a.relationships(main)
	if err != nil {
		return err
	}
	tables, err := a.tables(rels, allowed)
	if err != nil {
		return err
	}
	tables.date1904 = workbook.Properties.Date1904 == "1" || workbook.Properties.Date1904 == "true"
	for _, s := range workbook.Sheets {
		target := rels.byID[s.Rel+s.RelS]
		if !strings.HasSuffix(target.Type, "/worksheet") {
			continue // a sheet that is only a chart or a dialog
		}
		if len(book.Sheets) == allowed.Sheets {
			return fault.New(fault.TooLarge, "more than %d sheets: split the file", allowed.Sheets)
		}
		sheet, err := a.sheet(ctx, target.Target, tables, allowed)
		if err != nil {
			return fault.Wrap(err, "sheet "+s.Name)
		}
		sheet.Name, sheet.Hidden = s.Name, s.State != "" && s.State != "visible"
		book.Sheets = append(book.Sheets, *sheet)
	}
	if len(book.Sheets) == 0 {
		return fault.New(fault.Malformed, "the file holds no sheet with cells")
	}
	return nil
}

// workbookPart is the part that names the sheets, in their order.
type workbookPart struct {
	Properties struct {
		Date1904 string `xml:"date1904,attr"`
	} `xml:"workbookPr"`
	Sheets []struct {
		Name  string `xml:"name,attr"`
		State string `xml:"state,attr"`
		Rel   string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		RelS  string `xml:"http://purl.oclc.org/ooxml/officeDocument/relationships id,attr"` // the strict variant
	} `xml:"sheets>sheet"`
}

// relationship is one entry of a part's relationships (ECMA-376 part 2, 6.5).
type relationship struct {
	ID     string `xml:"Id,attr"`
	Type   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
}

type relationships struct {
	byID map[string]relationship
}

// target finds the part that a relationship of a type leads to; "" for none.
func (r relationships) target(suffix string) string {
	for _, rel := range r.byID {
		if strings.HasSuffix(rel.Type, suffix) {
			return rel.Target
		}
	}
	return ""
}

// relationships reads those of a part, targets made names of parts.
func (a *archive) relationships(of string) (relationships, error) {
	dir, base := path.Split(of)
	var file struct {
		All []relationship `xml:"Relationship"`
	}
	if err := a.decode(dir+"_rels/"+base+".rels", &file); err != nil {
		return relationships{}, err
	}
	found := relationships{byID: make(map[string]relationship, len(file.All))}
	for _, rel := range file.All {
		if !strings.HasPrefix(rel.Target, "/") {
			rel.Target = path.Join(dir, rel.Target)
		}
		found.byID[rel.ID] = rel
	}
	return found, nil
}

// mainPart finds the workbook's part, or says what else the archive is.
func (a *archive) mainPart() (string, error) {
	switch {
	case a.has("word/document.xml"):
		return "", fault.New(fault.Malformed, "this is a text document (DOCX), no spreadsheet: save the table as XLSX or CSV")
	case a.has("ppt/presentation.xml"):
		return "", fault.New(fault.Malformed, "this is a presentation (PPTX), no spreadsheet: save the table as XLSX or CSV")
	case a.has("xl/workbook.bin"):
		return "", fault.New(fault.Unsupported, "this is a binary workbook (XLSB): open it and save it as XLSX")
	case a.has("content.xml") && a.has("mimetype"):
		return "", fault.New(fault.Unsupported, "this is an OpenDocument file (ODS): open it and save it as XLSX")
	case !a.has("[Content_Types].xml") || !a.has("_rels/.rels"):
		return "", fault.New(fault.Malformed, "this is a ZIP archive, no spreadsheet: unpack it and import the table in it")
	}
	rels, err := a.relationships("")
	if err != nil {
		return "", err
	}
	main := rels.target("/officeDocument")
	if main == "" || !a.has(main) {
		return "", fault.New(fault.Malformed, "the file is no complete spreadsheet: it has no workbook")
	}
	return main, nil
}
