// Puts the code of a one-time address, which stands after its #, into the form,
// and takes it out of the address, so that it stays in no history.
const code = document.getElementById("code");
if (code && location.hash.length > 1) {
  code.value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  code.parentElement.hidden = true;
  if (code.form.hasAttribute("data-send")) code.form.requestSubmit();
}
