/** Scrolls the menu, and nothing else, to the link of the open page. */

/** Between the link and the menu's edge, in pixels. */
const air = 48;

/** @param menu the element that scrolls */
export function scrollToCurrent(menu: Element | null): void {
  const link = menu?.querySelector('[aria-current]');
  if (menu === null || link === null || link === undefined) return;
  const room = menu.getBoundingClientRect();
  const { top, bottom } = link.getBoundingClientRect();
  if (top < room.top) menu.scrollTop -= room.top - top + air;
  else if (bottom > room.bottom) menu.scrollTop += bottom - room.bottom + air;
}
