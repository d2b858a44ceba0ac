package asset_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"surety/isms/asset"
	"surety/record"
)

type lookup map[record.Ref]*record.Record

func (l lookup) Get(ref record.Ref) (*record.Record, error) { return l[ref], nil }

func (l lookup) Back(string, string, record.ID) ([]*record.Record, error) { return nil, nil }

func inventory() *record.Kind {
	for _, k := range asset.Kinds() {
		if k.Name == "asset" {
			return k
		}
	}
	return nil
}

func TestADependencyThatGoesInACircleIsRefusedWithItsWay(t *testing.T) {
	known := lookup{}
	add := func(id record.ID, on ...record.Ref) *record.Record {
		rec := &record.Record{Kind: inventory(), ID: id, Key: "ASSET-" + strings.ToUpper(string(id)), Body: &asset.Asset{Name: string(id), DependsOn: on}}
		known[record.Ref(id)] = rec
		return rec
	}
	add("disk")
	add("server", "disk")
	add("service", "server", "disk")
	diamond := add("shop", "service", "server")
	if err := diamond.Body.(*asset.Asset).Prepare(record.Preparation{Record: diamond, Lookup: known}); err != nil {
		t.Errorf("two ways to the same asset are no circle: %v", err)
	}
	disk := add("disk", "shop")
	err := disk.Body.(*asset.Asset).Prepare(record.Preparation{Record: disk, Lookup: known})
	if err == nil || !strings.Contains(err.Error(), "ASSET-DISK.depends_on: the dependency goes in a circle: ASSET-DISK → ASSET-SHOP → ASSET-SERVICE → ASSET-SERVER → ASSET-DISK") {
		t.Errorf("said %v", err)
	}
	self := add("self", "self")
	if err := self.Body.(*asset.Asset).Prepare(record.Preparation{Record: self, Lookup: known}); err == nil || !strings.Contains(err.Error(), "ASSET-SELF → ASSET-SELF") {
		t.Errorf("said %v", err)
	}
}

func TestAnAssetNeedsWhatTheMostNeedyThatDependsOnItNeeds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "assets")
		assets, refs := map[record.Ref]*asset.Asset{}, make([]record.Ref, n)
		need := rapid.IntRange(0, 4)
		for i := range n {
			refs[i] = record.Ref(fmt.Sprintf("a%02d", i))
			a := &asset.Asset{Confidentiality: need.Draw(t, "c"), Integrity: need.Draw(t, "i"), Availability: need.Draw(t, "a")}
			for j := range i { // on earlier ones only: no circle
				if rapid.Bool().Draw(t, "depends") {
					a.DependsOn = append(a.DependsOn, refs[j])
				}
			}
			assets[refs[i]] = a
		}
		got := asset.Inherit(assets)
		// Another way: pass needs down until nothing changes.
		want := map[record.Ref]asset.Protection{}
		for ref, a := range assets {
			want[ref] = a.Protection()
		}
		for range n {
			for ref, a := range assets {
				for _, on := range a.DependsOn {
					lower := want[on]
					for i := range lower {
						lower[i] = max(lower[i], want[ref][i])
					}
					want[on] = lower
				}
			}
		}
		for ref := range assets {
			if got[ref].Needs != want[ref] {
				t.Fatalf("%s needs %v, expected %v", ref, got[ref].Needs, want[ref])
			}
			for i, from := range got[ref].From {
				if assets[from].Protection()[i] != got[ref].Needs[i] {
					t.Fatalf("%s takes need %d from %s, which does not have it", ref, i, from)
				}
			}
		}
	})
}
