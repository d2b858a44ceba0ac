package report

import (
	"bytes"
	"context"
	"image"
	_ "image/jpeg" // a form that a logo may have
	"image/png"

	"surety/app"
	"surety/isms/org"
)

// Bounds of a logo: bytes, pixels on a side, millimetres on paper.
const (
	logoBytes  = org.MostLogo
	logoPixels = 3000
	logoTall   = 14.0
	logoWide   = 46.0
)

// logo is the organization's mark, ready for the pages.
type logo struct {
	png           []byte
	width, height float64 // on paper
}

// readLogo reads the organization's logo; nil where there is none that can be drawn.
func readLogo(ctx context.Context, a *app.App, actor app.Actor) (*logo, error) {
	listing, err := a.List(ctx, actor, app.Query{Kind: "organization", Limit: 1})
	if err != nil || len(listing.Records) == 0 {
		return nil, err
	}
	file := listing.Records[0].Body.(*org.Organization).Logo
	if file.IsZero() || file.Size > logoBytes {
		return nil, nil
	}
	var content bytes.Buffer
	if err := a.ReadAttachment(ctx, actor, file, &content); err != nil {
		return nil, err
	}
	return newLogo(content.Bytes()), nil
}

// newLogo brings a PNG or JPEG into the one form that is set, and to its size. nil
// where it is neither, or so large that to unfold it would be dear.
func newLogo(content []byte) *logo {
	size, _, err := image.DecodeConfig(bytes.NewReader(content))
	if err != nil || size.Width < 1 || size.Height < 1 || size.Width > logoPixels || size.Height > logoPixels {
		return nil
	}
	picture, _, err := image.Decode(bytes.NewReader(content))
	if err != nil {
		return nil
	}
	flat := image.NewNRGBA(picture.Bounds()) // eight bits a colour, which every reader of PDF knows
	for y := picture.Bounds().Min.Y; y < picture.Bounds().Max.Y; y++ {
		for x := picture.Bounds().Min.X; x < picture.Bounds().Max.X; x++ {
			flat.Set(x, y, picture.At(x, y))
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, flat); err != nil {
		return nil
	}
	scale := min(logoTall/float64(size.Height), logoWide/float64(size.Width))
	return &logo{out.Bytes(), float64(size.Width) * scale, float64(size.Height) * scale}
}
