// Runs before the first paint so that the page never flashes in the wrong theme; a file, so that a strict CSP can allow it.
(function () {
  var choice = null;
  try {
    choice = localStorage.getItem('oms.theme');
  } catch {
    // Storage is closed to us: follow the system.
  }
  var dark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
