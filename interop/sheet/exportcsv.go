package sheet

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"surety/interop/sheet/workbook"
	"surety/record"
)

// WriteCSV writes the records as CSV (RFC 4180) in UTF-8 with a byte order
// mark, by which spreadsheet programs know it. The separator is ',' or, for
// programs in countries with decimal commas, ';'. Texts that such a program
// would run as formulas get an apostrophe in front, which Read takes away.
func (x *Export) WriteCSV(w io.Writer, separator rune) error {
	if _, err := io.WriteString(w, "\xEF\xBB\xBF"); err != nil {
		return err
	}
	columns := x.columns()
	writer := csv.NewWriter(w)
	writer.Comma, writer.UseCRLF = separator, true
	line := make([]string, len(columns))
	for i, c := range columns {
		line[i] = workbook.Harmless(c.header)
	}
	if err := writer.Write(line); err != nil {
		return err
	}
	for _, r := range x.Records {
		for i, c := range columns {
			value, err := c.value(r)
			if err != nil {
				return valueError(r, c.header, err)
			}
			line[i] = x.csvText(value)
		}
		if err := writer.Write(line); err != nil {
			return err
		}
	}
	writer.Flush()
	return writer.Error()
}

func (x *Export) csvText(value any) string {
	switch value := value.(type) {
	case nil:
		return ""
	case string:
		return workbook.Harmless(lineEnds.Replace(value)) // the writer would drop a lone return
	case bool:
		if value {
			return x.Reader.Say("yes")
		}
		return x.Reader.Say("no")
	case int:
		return strconv.Itoa(value)
	case float64:
		return decimalText(value)
	case percentValue:
		return decimalText(float64(value)) + "%"
	case dateValue:
		return string(value)
	case record.Money:
		return value.String()
	}
	return ""
}

// decimalText writes a number so that it can be read in one way only: three
// decimals, which look like a group of digits, get a zero behind them.
func decimalText(n float64) string {
	text := strconv.FormatFloat(n, 'f', -1, 64)
	if _, decimals, _ := strings.Cut(text, "."); len(decimals) == 3 {
		return text + "0"
	}
	return text
}
