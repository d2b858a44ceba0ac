package record

import "testing"

func TestAnAmountHasTheDecimalsOfItsCurrency(t *testing.T) {
	for text, want := range map[string]Money{
		"1234.50 EUR": {123450, "EUR"}, "-0.05 EUR": {-5, "EUR"}, "1234 JPY": {1234, "JPY"}, "0.005 KWD": {5, "KWD"}, "7.00 XYZ": {700, "XYZ"},
	} {
		if got, err := ParseMoney(text); err != nil || got != want {
			t.Errorf("%q was read as %+v, %v", text, got, err)
		}
		if want.String() != text {
			t.Errorf("%+v is written %q, expected %q", want, want, text)
		}
	}
	if m, err := ParseMoney("1234.00 JPY"); err != nil || m.Minor != 1234 {
		t.Errorf("noughts that mean nothing: %+v, %v", m, err)
	}
	if _, err := ParseMoney("0.5 JPY"); err == nil {
		t.Error("half a yen was read")
	}
}

func TestAmountsInHundredthsAreLiftedToTheUnitsOfTheirCurrency(t *testing.T) {
	for code, minor := range map[string]float64{"EUR": 123400, "JPY": 1234, "KWD": 1234000} {
		body := map[string]any{"cost": map[string]any{"minor": 123400.0, "currency": code}}
		if err := LiftMoney("cost")(body); err != nil || body["cost"].(map[string]any)["minor"] != minor {
			t.Errorf("%s: %v, %v", code, body, err)
		}
	}
	if err := LiftMoney("cost")(map[string]any{}); err != nil {
		t.Errorf("what has no amount: %v", err)
	}
}
