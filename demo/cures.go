package demo

var cures = []cure{
	{"remote-maintenance", "m", "jump-host mfa supply-chain watch listening", "Maintenance from afar is needed; so it goes through one door that opens only when somebody here opens it.", 240, []step{
		{"Open the jump host per ticket only", "oke", 120, "jump-host-log"}, {"Second factor for all accounts of Havstrøm", "svenja", 95, "mfa-report"}}},
	{"load-shed-abuse", "m", "load-shed zones allow-list", "The function can't be given up; it can be made slow for one person.", 130, []step{
		{"Limit of 20 MW in the terminals", "torge", 110, "load-shed-test"}, {"Allow-list on SCADA servers with release 11", "henrik", 95, ""}}},
	{"vendor-update", "m", "supply-chain install-rules scada-copies allow-list", "Updates are needed, but may wait until they were watched on the spare system.", 90, []step{
		{"Two weeks on the spare system, watched by listening sensors", "torge", 80, "patch-test"}, {"Escrow and parts list in the new contract", "grit", 70, ""}}},
	{"both-centres", "m", "hot-standby by-hand emergency-security", "A third system costs more than an hour by hand.", 0, []step{{"Run by hand once in each shift", "henrik", 85, "by-hand-exercise"}}},
	{"flood", "m", "flood power emergency-security", "The site can't be moved before the lease of the land ends; so water is kept out for longer.", 1150, []step{
		{"Boards up to 3.6 m", "fiete", 190, "flood-boards"}, {"Raise the fuel tank", "fiete", 140, ""}}},
	{"old-relays", "m", "relay-shield zones perimeters", "Replacement of 280 relays takes until the end of the decade; shields come sooner.", 640, []step{
		{"Shield the first 19 sites", "torge", 66, "shield-protocols"}, {"Shield the other 15 sites", "torge", 155, ""}}},
	{"wrong-settings", "m", "settings-compare changes", "Comparison by another pair of eyes finds what review on paper did not.", 25, []step{{"Compare all 110 kV relays", "torge", 75, "settings-report"}}},
	{"serial-lines", "m", "serial-tunnels zones", "Crypto modems where a new terminal isn't due within three years.", 310, []step{
		{"First 118 lines", "oke", 70, "serial-list"}, {"The other 97 lines", "oke", 260, ""}}},
	{"ring-cut", "m", "cabling by-hand", "A second way for two spurs; the third gets radio.", 880, []step{{"Second route over Süderlügum", "oke", 205, ""}, {"Radio link for Hallig Gröde", "oke", 120, ""}}},
	{"false-time", "m", "time listening", "Clocks that hold for a day and an alarm when time jumps.", 60, []step{{"Crystal oscillators in 23 substations", "torge", 130, "time-report"}}},
	{"break-in", "m", "perimeters cameras", "Guards at 61 sites are out of proportion.", 270, []step{{"Door contacts at all sites of 60 kV and above", "fiete", 115, "guard-drill"},
		{"Cameras at the twelve sites most visited by thieves", "fiete", -23, ""}}}, // overdue, on purpose
	{"field-malware", "m", "media utilities-locked use-rules", "Nine laptops for one purpose instead of thirty for all.", 45, []step{{"Locker and fresh image after foreign sites", "torge", 90, "laptop-images"}}},
	{"border", "m", "run-books by-hand", "One naming scheme, and reading back.", 12, []step{{"Common names in both SCADA pictures", "lars", 100, "border-drill"}}},
	{"rota", "m", "on-call by-hand awareness", "More people, and fewer things that need them at once.", 400, []step{{"Two more people trained to certificate", "katrin", 175, ""}}},
	{"one-network", "m", "firewall-rules zones baselines", "Rules that end by themselves.", 70, []step{{"Owner and end for each rule", "oke", 92, "firewall-round"}}},
	{"plans-leak", "m", "transfer labels threat-intel", "Builders get what they need, clipped to the works.", 35, []step{{"Call back for requests of whole districts", "silke", 88, "portal-requests"}}},
	{"outage-blind", "m", "capacity lessons", "Load test instead of hope.", 20, []step{{"Load test with 5,000 messages an hour", "henrik", 78, "load-test"}}},

	{"cross-tenant", "m", "readings-access code-review app-requirements architecture masking", "Tenant is forced below the application, so that no query can forget it.", 160, []step{{"Row security in the databases", "freja", 84, "pentest-portal"}}},
	{"cloud-admin", "m", "admin-rights mfa cloud-encryption watch baselines", "Rights by the hour; keys that even administrators can't take out.", 190, []step{{"Standing rights removed", "can", 105, "admin-report"}}},
	{"cloud-region", "m", "cloud-regions cloud-backup capacity", "Two regions are what utilities pay for.", 0, []step{{"Switch over with real load", "can", 72, "region-drill"}}},
	{"cloud-extortion", "m", "cloud-backup watch environments cloud-exit", "Backups in another account that nobody can alter.", 85, []step{{"Lock for 35 days in the third region", "can", 98, "backup-lock"}}},
	{"poisoned-library", "m", "sdlc code-review install-rules supply-chain", "Mirror with a delay of a week; signed images only.", 55, []step{{"Mirror with delay", "freja", 81, "pipeline-report"}}},
	{"code-walks", "m", "source-access supplier-terms secrecy", "They work on our laptops in our repository.", 8, []step{{"Close accesses the same day", "freja", 83, "leaver-sample"}}},
	{"api-abuse", "m", "capacity app-requirements secrets", "Tokens of a day, limits per tenant.", 30, []step{{"Limits per tenant", "freja", 69, "load-test"}, {"Tokens of a day for all 23 utilities", "freja", 110, ""}}},
	{"nosy", "m", "readings-access leak-watch log-access awareness", "Rights by case, questions asked at random.", 40, []step{{"Reason to be given before a reading is shown", "freja", 77, "reason-prompt"}, {"Watch over mass look-ups, after agreement with the works councils", "nils", 160, ""}}},
	{"headend-down", "m", "capacity gateway-ops changes", "A full-sized spare is dearer than the balancing cost of a week.", 18, []step{{"Release only after a trial night", "birgit", 74, "headend-release"}}},
	{"gateways-stolen", "m", "off-site supply-chain", "Locked box in the van, count in the evening.", 22, []step{{"Boxes in 34 vans", "kerstin", 99, "van-count"}}},
	{"gateway-keys", "m", "gateway-keys split-duties gateway-ops", "Module and two roles, by the rules of the authority.", 0, []step{{"Yearly check by the certifier of gateway administration", "birgit", 87, "gwadmin-certificate"}}},
	{"sim-breakout", "m", "apn-tunnels firewall-rules", "Cards bound to devices; no talk between devices.", 15, []step{{"Test with cards taken out", "oke", 91, "apn-test"}}},
	{"gateway-flaw", "m", "patching supply-chain project-gate", "Two makers at least, and shields agreed in advance.", 60, []step{{"Emergency profile tried on 200 gateways", "birgit", 76, "gateway-profile"}}},

	{"root-key", "m", "ceremonies ca-keys secure-areas screening", "Nobody alone, nothing unwitnessed.", 28, []step{{"Two independent witnesses for each ceremony", "emil", 64, "ceremony-protocol"}}},
	{"misissue", "m", "split-duties ca-keys", "Call back on a number from the register, two roles.", 6, []step{{"Call back made part of the procedure", "emil", 79, "issuance-sample"}}},
	{"list-down", "m", "cloud-regions capacity watch", "List at three places with different providers.", 14, []step{{"Third place for list and directory", "emil", 68, "list-monitor"}}},
	{"quantum", "m", "quantum-plan supply-chain", "Inventory now, hybrid certificates as soon as the root allows.", 120, []step{{"Trial of hybrid certificates with 200 gateways", "wiebke", 280, ""}}},
	{"custodians-away", "m", "role-holders screening", "Seven instead of five.", 9, []step{{"Two more custodians appointed and checked", "wiebke", 71, "custodian-list"}}},
	{"module-defect", "m", "upkeep ca-keys", "Firmware on one module first, the other a month later.", 5, []step{{"Staggered updates", "emil", 86, "module-updates"}}},

	{"extortion", "m", "immutable edr mfa patching admin-rights incident-plan", "Stop them early, and be able to rebuild from what they can't reach.", 350, []step{{"Backups that nobody can alter", "svenja", 101, "immutable-test"}, {"Directory service rebuilt in tiers", "svenja", 94, "tier-report"}}},
	{"identity-taken", "m", "identities recertify mfa admin-rights", "Few administrators, many alarms.", 75, []step{{"Quarterly confirmation of administrators", "svenja", 63, "recertification"}}},
	{"payroll-fraud", "m", "awareness split-duties", "No change of accounts by mail.", 2, []step{{"Change only in person or in the self-service", "katrin", 103, "payroll-sample"}}},
	{"personnel-leak", "m", "label-marks transfer processor-terms", "Lists leave HR through the portal only.", 10, []step{{"Label personnel data in the suite", "katrin", 85, "label-report"}}},
	{"billing-provider", "s", "supplier-reviews supplier-terms cloud-exit", "Insurance covers four weeks of credit; a monthly copy lets us bill by hand.", 65, []step{{"Cover for loss at providers", "jytte", 112, "insurance-policy"}, {"Monthly copy and a trial bill from it", "merle", 130, ""}}},
	{"customer-tricked", "m", "awareness use-rules", "Three questions, and a block on request.", 4, []step{{"Questions and block in customer service", "merle", 89, "call-sample"}}},
	{"maker-gone", "r", "", "A second maker costs more than the earlier replacement would; spare parts for three years lie in Niebüll.", 0, []step{{"Stock of spare relays counted", "grit", 73, "spare-parts"}}},
	{"notice-late", "m", "notices on-call incident-plan legal-register", "One card per authority, tried at night.", 5, []step{{"Night exercise with both portals", "ida", 62, "notice-drill"}}},
	{"unexplained", "m", "forensics logs records-kept", "Kit and training for substations; office and cloud are ready.", 48, []step{{"Kit bought and sealed", "nils", 67, "forensic-kit"}, {"Training of four people with the state police", "nils", 100, ""}}},
	{"insider", "m", "leavers perimeters line-duty consequences", "Access ended with notice; locks changed at the sites concerned.", 20, []step{{"Locks of eleven sites changed", "fiete", 60, "lock-change"}}},
	{"laptop-lost", "m", "mdm red-button returns", "Encrypted, wiped, reported within the hour.", 0, []step{{"Wipe within an hour of the call", "jan", 82, "mdm-report"}}},
}
