package sample

// entry is one row as people have typed it over the years: levels in words and
// figures, people by any name, dates and amounts in several forms. An empty
// area stands in the merged cell above.
type entry struct {
	number, area, risk, scenario, owner string
	harm, chance                        string
	why                                 string
	assessed                            string // "=" before a date that the sheet holds as a date
	measure, cost, due, state           string
}

var entries = []entry{
	{"R-01", "Netzleitstelle", "Ausfall der Leittechnik", "Ein Serverfehler legt beide Leitstellen lahm; geschaltet wird von Hand.", "Henrik Clausen", "hoch", "gering", "Zuletzt 50 Minuten in elf Jahren", "=2026-09-14", "Bereitschaft, Handbetrieb üben", "12.500,00", "31.12.2026", "in Arbeit"},
	{"R-02", "", "Fernwartung wird missbraucht", "Fremde kommen mit dem Konto eines Technikers bis zur Schaltbildansicht.", "Clausen, Henrik", "sehr hoch", "mittel", "Zwei Fälle bei Nachbarn", "14.09.2026", "Sprungrechner nur auf Zuruf", "48.000,00", "31.03.2027", "in Arbeit"},
	{"R-03", "", "Zu wenig Personal in der Schicht", "Krankheit und Störung zugleich; eine Schicht ist allein.", "H. Clausen", "4", "3", "Vorletzter Winter", "14.09.2026", "Zwei Stellen", "", "laufend", "offen"},
	{"R-04", "Umspannwerke", "Alte Schutzgeräte ohne Updates", "Bekannte Lücke, Gerät bleibt stehen, Fehler wird nicht abgeschaltet.", "Silke Matthiesen", "hoch", "mittel", "280 Geräte über 20 Jahre", "=2026-09-21", "Abschirmen, ersetzen", "640.000,00", "31.12.2028", "in Arbeit"},
	{"R-05", "", "Falsche Parametrierung", "Nach Wartung wird eine alte Datei eingespielt.", "Silke Matthiesen", "4", "3", "Drei Abweichungen in fünf Jahren", "21.09.2026", "Abgleich je Quartal", "25.000,00", "30.11.2026", "erledigt"},
	{"R-06", "", "Kupferdiebstahl", "Zaun zerschnitten, Erdung fehlt: Lebensgefahr.", "Fiete Andresen", "mittel", "hoch", "Drei Mal in vier Jahren", "21.09.26", "Kontakte, Kameras", "ca. 270.000", "30.06.2027", "in Arbeit"},
	{"R-07", "", "Hochwasser am Hafen", "Wasser über 3,3 m in den Technikräumen.", "F. Andresen", "5", "3", "2023: 2,27 m über Mittelwasser", "21.09.2026", "Dammbalken", "1.150.000,00", "31.10.2026", "in Arbeit"},
	{"R-08", "Messwesen", "Nächtliche Auslesung fällt aus", "Voller Datenträger; Werte müssen geschätzt werden.", "Birgit Feddersen", "mittel", "3", "Zwei Nächte im Herbst", "=2026-09-28", "Probenacht vor jedem Release", "18.000,00", "31.12.2026", "offen"},
	{"R-09", "", "Gateways aus Fahrzeug gestohlen", "Zwanzig verplombte Geräte fehlen.", "Kirsten Bahnsen", "gering", "hoch", "Zwei Mal in drei Jahren", "28.09.2026", "Kisten verschraubt", "22.000,00", "", "erledigt"},
	{"R-10", "", "Neugierige Blicke auf Verbräuche", "Jemand sieht nach, ob der Nachbar zu Hause war.", "Birgit Feddersen", "3", "4", "Ein Fall im letzten Jahr", "28.09.2026", "Grund abfragen", "1.234,56", "31.12.2026", "in Arbeit"},
	{"R-11", "Zählerwolke", "Versorger A sieht Daten von B", "Abfrage ohne Mandant.", "Malte Jessen", "hoch", "mittel", "Zwei Mal im Review gefunden", "=2026-10-05", "Mandant in der Datenbank erzwingen", "160.000,00", "31.01.2027", "in Arbeit"},
	{"R-12", "", "Erpressung, Sicherungen gelöscht", "Angreifer sind wochenlang im Konto, löschen zuerst die Sicherungen.", "Malte Jessen", "sehr hoch", "3", "Ein Kunde war betroffen", "05.10.2026", "Sperrfrist im dritten Standort", "85.000,00", "31.12.2026", "in Arbeit"},
	{"R-13", "Zertifizierungsstelle", "Sperrliste nicht erreichbar", "Verzeichnis weg, Gateways weisen alle ab.", "Wiebke Carstensen", "4", "mittel", "Sechs Stunden im Vorjahr", "05.10.2026", "Dritter Ort", "14.000,00", "30.09.2026", "erledigt"},
	{"R-14", "", "Zu wenige Schlüsselhalter", "Umzug und Krankheit, keine drei von fünf.", "W. Carstensen", "mittel", "2", "Im Sommer waren es drei", "05.10.2026", "Zwei weitere", "9.000,00", "31.12.2026", "offen"},
	{"R-15", "Verwaltung", "Gehaltsumleitung", "Mail im Namen einer Kollegin bittet um neues Konto.", "Katrin Bruhn", "gering", "hoch", "Jedes Quartal versucht", "12.10.2026", "Nur noch persönlich", "2.000,00", "", "erledigt"},
	{"R-16", "", "Abrechnungsdienstleister fällt aus", "Ein Rechenzentrum für 40 Netzbetreiber.", "Merle Boysen", "hoch", "mittel", "Anderswo elf Wochen", "12.10.2026", "Monatliche Kopie, Versicherung", "65.000,00", "28.02.2027", "in Arbeit"},
	{"R-17", "", "Laptop verloren", "Zug, Auto, Fähre.", "Dirk Johannsen", "2", "sehr hoch", "Neun im Jahr", "12.10.2026", "Fernlöschung", "0,00", "", "erledigt"},
	{"R-18", "", "Datenpanne Personal", "Liste an falschen Verteiler.", "Jette Sievers", "mittel", "mittel", "2022 einmal", "12.10.2026", "Portal statt Mail", "10.000,00", "31.03.2027", "offen"},
}

var headings = []string{"Nr.", "Bereich", "Risiko", "Szenario", "Risikoeigentümer", "Schadenshöhe", "Eintritts-\nwahrscheinlichkeit", "Begründung", "bewertet am", "Maßnahme", "Kosten (EUR)", "Termin", "Status"}

var legend = [][2]string{
	{"sehr gering", "1"}, {"gering", "2"}, {"mittel", "3"}, {"hoch", "4"}, {"sehr hoch", "5"},
}

func (e entry) cells() []string {
	return []string{e.number, e.area, e.risk, e.scenario, e.owner, e.harm, e.chance, e.why, e.assessed, e.measure, e.cost, e.due, e.state}
}
