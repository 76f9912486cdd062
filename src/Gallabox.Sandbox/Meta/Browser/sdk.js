// What a page needs of Meta's JavaScript SDK: FB.init, and FB.login for Embedded Signup in a dialog of its own.
(function () {
  'use strict';
  const source = new URL(document.currentScript.src);
  let settings = {};

  function address(options) {
    const dialog = new URL('/sandbox/meta/dialog', source.origin);
    dialog.searchParams.set('app_id', settings.appId || '');
    dialog.searchParams.set('config_id', options.config_id || '');
    dialog.searchParams.set('origin', window.location.origin);
    dialog.searchParams.set('order', source.searchParams.get('order') || '');
    return dialog;
  }

  // A login's end comes as form-encoded text, as all that Meta's windows tell each other.
  function response(text) {
    const fields = typeof text === 'string' && text.startsWith('cb=') ? new URLSearchParams(text) : null;
    if (fields === null || fields.get('type') !== 'login')
      return null;
    return fields.has('code')
      ? { authResponse: { code: fields.get('code') }, status: 'connected' }
      : { authResponse: null, status: 'unknown' };
  }

  function login(callback, options) {
    const dialog = window.open(address(options || {}), 'embedded-signup', 'popup,width=560,height=720');
    if (dialog === null) {
      callback({ authResponse: null, status: 'unknown' });
      return;
    }

    let closedBefore = false;
    const watch = window.setInterval(function () {
      // What the dialog said last may arrive after it has closed.
      if (closedBefore)
        end({ authResponse: null, status: 'unknown' });
      closedBefore = dialog.closed;
    }, 500);

    function end(answer) {
      window.clearInterval(watch);
      window.removeEventListener('message', hear);
      callback(answer);
    }

    function hear(message) {
      const answer = message.origin === source.origin && message.source === dialog ? response(message.data) : null;
      if (answer !== null)
        end(answer);
    }

    window.addEventListener('message', hear);
  }

  window.FB = { init: function (given) { settings = given || {}; }, login: login };
  if (typeof window.fbAsyncInit === 'function')
    window.fbAsyncInit();
})();
