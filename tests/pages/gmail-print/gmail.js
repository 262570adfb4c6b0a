// Gmail's own way with a click: not the link's address but the second one, unless somebody else took the click.

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[data-saferedirecturl]') : null;
  if (!link || event.defaultPrevented) return;
  event.preventDefault();
  window.open(link.getAttribute('data-saferedirecturl') ?? '', '_blank', 'noopener');
});
