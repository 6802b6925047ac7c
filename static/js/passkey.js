// A passkey that failed, or that the reader stopped, is told on the page and not only in the console.
document.addEventListener("allauth.error", (event) => {
  const note = document.getElementById("passkey-trouble");
  if (!note) return;
  event.preventDefault();
  note.hidden = true;
  requestAnimationFrame(() => { note.hidden = false; });
});
