// Yandex's own way with a press: the second address takes the place of the first, just before it is followed.

document.addEventListener('mousedown', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a.daria-goto-anchor') : null;
  const second = link?.getAttribute('data-vdir-href');
  if (second) link?.setAttribute('href', second);
});
