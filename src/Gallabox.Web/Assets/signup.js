// The page with the button for Meta's Embedded Signup: opens Meta's dialog, believes only Meta's own messages, and posts what they bring.
(function () {
  'use strict';
  const page = document.getElementById('signup');
  const settings = page.dataset;
  const start = document.getElementById('start');
  const words = document.getElementById('words');
  const brought = document.getElementById('brought');
  const believed = new URL(settings.origin);
  const codeLives = 30000;

  const steps = {
    BUSINESS_ACCOUNT_SELECTION: 'choosing the business',
    WABA_PHONE_PROFILE_PICKER: 'choosing the WhatsApp account and the number',
    WHATSAPP_BUSINESS_PROFILE_SETUP: 'the WhatsApp profile',
    PHONE_NUMBER_SETUP: 'entering the number',
    PHONE_NUMBER_VERIFICATION: 'the one-time code',
    PERMISSIONS: 'the permissions',
  };

  // What this press of the button has brought so far. The code and the ids come in either order.
  let attempt = null;

  function say(text, isBad) {
    words.textContent = text;
    words.className = isBad ? 'notice bad' : 'notice work';
    words.hidden = false;
  }

  // An end of this press: its words stand, and the button may be pressed again.
  function end(text) {
    attempt = null;
    start.disabled = false;
    say(text, true);
  }

  // Meta's own host, or one below it. A host with a port, or without a dot, has none below.
  function isBelieved(origin) {
    if (origin === believed.origin)
      return true;
    if (believed.port !== '' || !believed.hostname.includes('.') || !URL.canParse(origin))
      return false;
    const from = new URL(origin);
    return from.protocol === believed.protocol && from.port === '' && from.hostname.endsWith('.' + believed.hostname);
  }

  // Not every message of Meta's windows is JSON.
  function read(data) {
    let told = data;
    if (typeof data === 'string') {
      try {
        told = JSON.parse(data);
      } catch {
        return null;
      }
    }
    return told !== null && typeof told === 'object' && told.type === 'WA_EMBEDDED_SIGNUP' ? told : null;
  }

  function hear(message) {
    const told = isBelieved(message.origin) ? read(message.data) : null;
    if (told === null || attempt === null)
      return;
    const data = told.data || {};
    const event = String(told.event);
    if (data.error_message)
      end('Meta reports an error: ' + data.error_message + ' (error ' + (data.error_id || data.error_code || 'without a number') +
        ', session ' + (data.session_id || 'unknown') + '). Press the button to try again; if it stays, send us these words.');
    else if (event === 'CANCEL')
      end('The sign-up was closed at this step: ' + (steps[data.current_step] || data.current_step || 'unknown') + '. Nothing was changed. Press the button to begin again.');
    else if (event === 'FINISH_WHATSAPP_BUSINESS_APP_ONBOARDING')
      end('You have connected a number that stays in the WhatsApp Business app. A number that moves from another provider is signed up as its own: press the button and enter the number itself.');
    else if (event.startsWith('FINISH') && data.waba_id && data.phone_number_id)
      bring({ waba: String(data.waba_id), number: String(data.phone_number_id) });
    else if (event.startsWith('FINISH'))
      end('The sign-up ended without a number. Press the button, choose the same account, and enter the number this time.');
  }

  function answered(response) {
    if (attempt === null)
      return;
    const code = response && response.authResponse && response.authResponse.code;
    if (code)
      bring({ code: code });
    else
      end('Meta\'s window was closed before the end. Nothing was changed. Press the button to begin again.');
  }

  function bring(news) {
    const mine = Object.assign(attempt, news);
    if (mine.code && mine.number) {
      brought.elements.code.value = mine.code;
      brought.elements.waba_id.value = mine.waba;
      brought.elements.phone_number_id.value = mine.number;
      attempt = null;
      say('Thank you. One moment, we are asking Meta.', false);
      brought.submit();
      return;
    }

    say('Meta is finishing the sign-up.', false);
    window.setTimeout(function () {
      if (attempt === mine)
        end(mine.code ? 'Meta did not say which number was signed up. Press the button to try again.' : 'Meta did not end the sign-up. Press the button to try again.');
    }, codeLives);
  }

  function press() {
    attempt = {};
    start.disabled = true;
    say('Meta\'s window is open. If you do not see it, allow pop-up windows for this page.', false);
    window.FB.login(answered, {
      config_id: settings.config,
      response_type: 'code',
      override_default_response_type: true,
      extras: { setup: {}, sessionInfoVersion: '3', version: 'v4' },
    });
  }

  window.fbAsyncInit = function () {
    window.FB.init({ appId: settings.app, autoLogAppEvents: false, xfbml: false, version: settings.version });
    start.disabled = false;
  };

  window.addEventListener('message', hear);
  start.addEventListener('click', press);
  const sdk = document.createElement('script');
  sdk.src = settings.sdk;
  sdk.async = true;
  sdk.crossOrigin = 'anonymous';
  sdk.addEventListener('error', function () {
    say('Meta\'s sign-up could not be loaded. Switch off what blocks trackers for this page, and load it again; or use another browser.', true);
  });
  document.head.append(sdk);
})();
