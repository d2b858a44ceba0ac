package web_test

import (
	"net/http"
	"strings"
	"testing"
)

func TestAStandardIsSearchedAndNarrowedInItsTree(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	v.get("/standards/iso27002@2022").shows(t, http.StatusOK, "97 entries", "Control type", "Compare with 2013", "What more it would cost", "How we stand")
	found := v.get("/standards/iso27002@2022?q=threat+intelligence")
	found.shows(t, http.StatusOK, "Threat intelligence", "Organizational controls", "of 97 entries", "Show all")
	if strings.Contains(found.main(), "Screening") {
		t.Error("what does not say the words is shown")
	}
	v.get("/standards/iso27002@2022?q=zzzz").shows(t, http.StatusOK, "Nothing here says that", "0 of 97 entries")
	v.get("/standards/iso27701@2025?role=pii_processor").shows(t, http.StatusOK, "Processor of personal data", "18 of 164 entries")
	german := h.as(t, h.manager)
	german.post("/settings", "language", "de", "zone", "Europe/Berlin", "density", "comfortable", "theme", "light")
	german.get("/standards/iso27002@2022?q=bedrohungs").shows(t, http.StatusOK, "von 97 Einträgen", "5.7")
}

func TestAnEntryShowsHowItRelatesToOthersAndHowMuchOfItIsThere(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	v.get("/standards/iso27002@2022/5.7").shows(t, http.StatusOK, "ISO/IEC 27001:2022", "ISO/IEC 27001:2022 with Amd 1:2024 A.5.7 Threat intelligence", "the same", "whole", "nothing there led to this", "helps with this")
	further := v.get("/standards/iso27002@2022/5.7?further=yes")
	further.shows(t, http.StatusOK, "By way of", "iso27001@2022/A.5.7")
	v.get("/standards/iso27014@2020/evaluate").shows(t, http.StatusOK, "iso27014@2013")
}

func TestTwoEditionsAreReadSideBySide(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	v.get("/standards/iso27014@2020/compare").shows(t, http.StatusOK, "ISO/IEC 27014:2013 beside 2020", "is gone (1)", "asks for the same")
	gone := v.get("/standards/iso27014@2020/compare?with=2013&only=gone")
	gone.shows(t, http.StatusOK, "assure")
	if strings.Contains(gone.main(), ">evaluate ") {
		t.Error("what stays is shown although only what is gone was asked for")
	}
	v.get("/standards/iso27014@2013/compare").shows(t, http.StatusNotFound, "states no mapping")
	v.get("/standards/iso27014@2020/compare?with=1999").shows(t, http.StatusNotFound, "no mapping to the edition 1999")
}

func TestWhatMoreAStandardWouldCostTakesNoVerdictOver(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	page := v.get("/standards/iso27701@2025/more")
	page.shows(t, http.StatusOK, "What more ISO/IEC 27701:2025 would cost", "New work", "Probably covered", "nothing is taken over", "ISO/IEC 27001:2022", "Judge it")
	all := v.get("/standards/iso27701@2025/more?with=iso27014@2020")
	all.shows(t, http.StatusOK, "New work")
	if strings.Contains(all.main(), "Nothing is mapped") || strings.Count(all.main(), "Judge it") < strings.Count(page.main(), "Judge it") {
		t.Error("with a standard that has nothing to do with it, something is left out")
	}
	v.get("/standards/iso27701@2025/more?with=iso9001").shows(t, http.StatusNotFound, "iso9001")
	if verdict := v.get("/conformity/iso27701@2025"); strings.Contains(verdict.main(), ` 1 holds`) {
		t.Errorf("something holds by being mapped")
	}
}
