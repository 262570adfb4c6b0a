// Its own way with any press: it goes to a page of its own.

for (const type of ['pointerdown', 'mousedown', 'click', 'auxclick', 'keydown']) {
  document.addEventListener(
    type,
    (event) => {
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      if (!link || (event instanceof KeyboardEvent && event.key !== 'Enter')) return;
      event.preventDefault();
      window.open(`/redirect?to=${encodeURIComponent(link.href)}`, '_blank', 'noopener');
    },
    true,
  );
}
