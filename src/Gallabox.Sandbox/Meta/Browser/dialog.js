// Tells the page that opened the dialog how it ended, in the order given, and closes.
(function () {
  'use strict';
  const told = document.body.dataset;
  if (window.opener !== null) {
    for (const text of JSON.parse(told.messages))
      window.opener.postMessage(text, told.origin);
    window.close();
  }
})();
