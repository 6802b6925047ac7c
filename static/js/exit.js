// Quick exit: blank the page at once, then leave without an entry in the history list.
// Without this script the link still works as a plain link.
const exit = document.querySelector("[data-exit]");
let shifts = 0, timer;

function leave(event) {
  event?.preventDefault();
  document.documentElement.classList.add("leaving");
  document.title = "";
  document.querySelectorAll("form").forEach((form) => form.reset());
  location.replace(exit.href);
}

exit?.addEventListener("click", leave);
document.addEventListener("keyup", (event) => {
  shifts = event.key === "Shift" ? shifts + 1 : 0;
  clearTimeout(timer);
  timer = setTimeout(() => { shifts = 0; }, 3000);
  if (shifts === 3 && exit) leave();
});

// After a refused form, the reader starts at the list of errors.
document.querySelector(".summary")?.focus();
