/* The page of an event: the time on the reader's own clock, and a button that copies the address.
   Without script the page says the event's own time and shows the address to copy. */
(() => {
  const language = document.documentElement.lang;
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

  for (const place of document.querySelectorAll("[data-own-time]")) {
    const { start, end, zone, ownTime } = place.dataset;
    const from = new Date(start), until = new Date(end);
    const clock = (timeZone) => from.toLocaleString("en", { timeZone });
    if (!here || clock(here) === clock(zone)) continue;
    const format = new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "short" });
    place.textContent = ownTime.replace("{time}", format.formatRange(from, until));
    place.hidden = false;
  }

  for (const button of document.querySelectorAll("button[data-copy]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.nextElementSibling.textContent = button.dataset.done;
    });
  }
})();
