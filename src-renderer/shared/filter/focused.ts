/** As a ref: gives the focus to what has just appeared because it was asked for. */
export function focused(element: HTMLElement | null): void {
  element?.focus();
}
