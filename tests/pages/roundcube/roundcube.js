// Roundcube opens links as they stand. It draws a message again by loading its frame again.

parent.addEventListener('redraw', () => location.reload());
