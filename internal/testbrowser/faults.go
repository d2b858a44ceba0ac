package testbrowser

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// firstErrorStatus is the lowest HTTP status that tells an error (RFC 9110, 15.5).
const firstErrorStatus = 400

// Faults takes what went wrong on the page since it was last asked: requests that
// failed ("GET /x: net::ERR_…"), answers that are errors ("POST /risk: 422"),
// exceptions, errors on the console, and what the content security policy blocked.
// A test that expects some compares them; those that nobody takes fail the test.
func (p *Page) Faults() []string {
	p.t.Helper()
	// The browser answers in the order in which things happened: with this answer
	// everything that came before it has been heard.
	Value(p, chromedp.Evaluate[bool]("true"))
	p.lock.Lock()
	defer p.lock.Unlock()
	taken := p.faults
	p.faults = nil
	return taken
}

func (p *Page) listen(event any) {
	p.lock.Lock()
	defer p.lock.Unlock()
	switch event := event.(type) {
	case *network.EventRequestWillBeSent:
		if iconAddress(event.Request.URL) {
			return
		}
		p.requests[event.RequestID] = event.Request.Method + " " + shortAddress(event.Request.URL)
	case *network.EventResponseReceived:
		if request, asked := p.requests[event.RequestID]; asked && event.Response.Status >= firstErrorStatus {
			p.fault("%s: %d", request, event.Response.Status)
		}
	case *network.EventLoadingFinished:
		// What the browser asks for by itself, an icon, is no part of the page's weight.
		if _, asked := p.requests[event.RequestID]; asked {
			p.received += int64(event.EncodedDataLength)
		}
	case *network.EventLoadingFailed:
		// Leaving a page cancels what it was still loading; that is no fault.
		if request, asked := p.requests[event.RequestID]; asked && !event.Canceled {
			p.fault("%s: %s", request, strings.TrimSpace(event.ErrorText+" "+string(event.BlockedReason)))
		}
	case *runtime.EventExceptionThrown:
		p.fault("exception: %s", exceptionText(event.ExceptionDetails))
	case *runtime.EventConsoleAPICalled:
		if event.Type == runtime.ConsoleAPICalledTypeError || event.Type == runtime.ConsoleAPICalledTypeAssert {
			p.fault("console: %s", consoleText(event.Args))
		}
	case *log.EventEntryAdded:
		// What the log says of the network is known from its own events.
		if event.Entry.Level == log.EntryLevelError && event.Entry.Source != log.EntrySourceNetwork {
			p.fault("%s: %s", event.Entry.Source, event.Entry.Text)
		}
	}
}

func (p *Page) fault(format string, values ...any) {
	p.faults = append(p.faults, fmt.Sprintf(format, values...))
}

// iconAddress tells the request that the browser makes by itself, once and at a
// time of its own choosing, where a page names no icon.
func iconAddress(address string) bool {
	parsed, err := url.Parse(address)
	return err == nil && parsed.Path == "/favicon.ico"
}

// shortAddress leaves out the host of this machine, whose port differs from run to run.
func shortAddress(address string) string {
	parsed, err := url.Parse(address)
	if err != nil {
		return address
	}
	if host := parsed.Hostname(); host == "127.0.0.1" || host == "localhost" {
		return parsed.RequestURI()
	}
	return address
}

func exceptionText(details *runtime.ExceptionDetails) string {
	if details.Exception == nil || details.Exception.Description == "" {
		return details.Text
	}
	description, _, _ := strings.Cut(details.Exception.Description, "\n")
	return details.Text + " " + description
}

func consoleText(values []*runtime.RemoteObject) string {
	words := make([]string, 0, len(values))
	for _, value := range values {
		var text string
		if err := json.Unmarshal(value.Value, &text); err != nil {
			text = value.Description
		}
		words = append(words, text)
	}
	return strings.Join(words, " ")
}
