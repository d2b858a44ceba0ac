package quantify_test

import (
	"context"
	"strings"
	"testing"

	"surety/isms/risk/quantify"
)

func FuzzAFileIsReadOrRefusedAndWhatIsReadCanBeSimulated(f *testing.F) {
	for _, text := range []string{
		"", "id,name,rate,low,high\nR1,Ransomware,0.1,1000000,10000000\n", "\ufeffid;name;rate;low;high\r\nR1;x;1;2;3\r\n",
		"id,name,rate,low,high\nR1,x,NaN,1e309,-0\n", "high,low,rate,name,id\n1e18,1e-300,1e5,,a\n", "id,name,rate,low,high\n\"", "id,name,rate,low,high\na,b,0,5e-324,1e-300\n",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		scenarios, err := quantify.ReadCSV("a.csv", strings.NewReader(text))
		if err != nil {
			if len(scenarios) > 0 || !strings.Contains(err.Error(), "a.csv") {
				t.Fatalf("refused without naming the file, or in part: %v", err)
			}
			return
		}
		if len(scenarios) == 0 {
			t.Fatal("nothing was read and nothing refused")
		}
		result, err := quantify.Simulate(context.Background(), scenarios, quantify.Options{Trials: 3, Seed: 1})
		if err == nil {
			monotone(t, result.Exceedance)
		}
	})
}
