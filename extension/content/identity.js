// The content script on id.atlassian.com. It says that a page was reached and no more: which one, the browser says. Nothing
// on the page is read.

chrome.runtime.sendMessage({ kind: 'arrived' }).catch(() => {
  // The extension was removed or replaced just now.
});
