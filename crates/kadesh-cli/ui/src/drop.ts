// Files that are dropped anywhere on the page.

/** Tells of files that are dropped, or else of a text; while they are over the page, it is marked. */
export function whenDropped(files: (dropped: File[]) => void, text?: (dropped: string) => void): void {
  const isOurs = ({ dataTransfer }: DragEvent) =>
    dataTransfer?.types.includes("Files") || (text !== undefined && dataTransfer?.types.includes("text/plain"));
  document.addEventListener("dragover", (event) => {
    if (!isOurs(event)) return;
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) document.body.classList.remove("dropping");
  });
  document.addEventListener("drop", (event) => {
    document.body.classList.remove("dropping");
    if (!isOurs(event)) return;
    event.preventDefault();
    const dropped = [...(event.dataTransfer?.files ?? [])];
    if (dropped.length > 0) files(dropped);
    else text?.(event.dataTransfer?.getData("text/plain") ?? "");
  });
}
