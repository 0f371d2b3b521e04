// Extras: every page does its work without them. What they say stands in the data of the script's own element.
"use strict";
{
  const words = document.currentScript.dataset;

  // Commands and CSRs are copied by a button.
  const copies = (pre) => {
    const button = document.createElement("input");
    button.type = "button";
    button.className = "btn btn-quiet btn-sm copy";
    button.value = words.copy;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(pre.innerText.trim());
      button.value = words.copied;
      setTimeout(() => { button.value = words.copy; }, 2000);
    });
    pre.after(button);
  };
  if (navigator.clipboard) document.querySelectorAll("main pre").forEach(copies);

  // A file dropped on a form is the one that its file field asks for; if nothing else is missing, it is sent.
  const takesFile = (field) => {
    const { form } = field;
    const over = (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      form.classList.add("drop");
    };
    form.addEventListener("dragover", over);
    form.addEventListener("dragleave", () => form.classList.remove("drop"));
    form.addEventListener("drop", (event) => {
      form.classList.remove("drop");
      if (event.dataTransfer.files.length !== 1) return;
      event.preventDefault();
      field.files = event.dataTransfer.files;
      if (form.checkValidity()) form.requestSubmit();
    });
    const hint = document.createElement("p");
    hint.className = "hint";
    hint.textContent = words.drop;
    field.after(hint);
  };
  document.querySelectorAll("main input[type=file]").forEach(takesFile);

  // One box ticks all of a list.
  const ticksAll = (form) => {
    const boxes = [...form.querySelectorAll("tbody input[type=checkbox]")];
    if (boxes.length === 0) return;
    const all = document.createElement("input");
    all.type = "checkbox";
    all.setAttribute("aria-label", words.all);
    const show = () => {
      const ticked = boxes.filter((box) => box.checked).length;
      all.checked = ticked === boxes.length;
      all.indeterminate = ticked > 0 && !all.checked;
    };
    all.addEventListener("change", () => boxes.forEach((box) => { box.checked = all.checked; }));
    form.addEventListener("change", (event) => { if (event.target !== all) show(); });
    form.querySelector("thead td").append(all);
    show();
  };
  document.querySelectorAll("form.many").forEach(ticksAll);
}
