/* While days are typed, ask whether the club has asked for about the same days already.
   Without script the next page says it. */
(() => {
  const form = document.querySelector("form[data-similar]");
  const here = document.querySelector("[data-similar-here]");
  if (!form || !here) return;
  let asked = 0;

  form.addEventListener("change", async () => {
    const mine = ++asked;
    const said = new URLSearchParams(new FormData(form));
    said.delete("csrfmiddlewaretoken");
    const answer = await fetch(`${form.dataset.similar}?${said}`).catch(() => null);
    if (answer && answer.ok && !answer.redirected && mine === asked) here.innerHTML = await answer.text();
  });
})();
