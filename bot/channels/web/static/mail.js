// Copies a part, and shares letter and proof where the phone can. ES2018.
(function () {
  'use strict';
  var page = document.querySelector('main');
  function copied(button, worked) {
    var words = button.textContent;
    button.textContent = worked ? page.dataset.copied : page.dataset.press;
    setTimeout(function () { button.textContent = words; }, 2500);
  }
  function select(node) {
    var range = document.createRange(), chosen = getSelection();
    range.selectNodeContents(node);
    chosen.removeAllRanges();
    chosen.addRange(range);
  }
  document.querySelectorAll('[data-copy]').forEach(function (button) {
    button.addEventListener('click', function () {
      var node = document.getElementById(button.dataset.copy), worked = false;
      select(node);
      try { worked = document.execCommand('copy'); } catch (error) { worked = false; }
      if (worked || !navigator.clipboard) { copied(button, worked); return; }
      navigator.clipboard.writeText(node.textContent).then(function () { copied(button, true); }, function () { copied(button, false); });
    });
  });
  var share = document.getElementById('share'), links = document.querySelectorAll('a.file');
  if (!navigator.share || !navigator.canShare || !window.File) return;
  Promise.all(Array.prototype.map.call(links, function (link) {
    return fetch(link.href, { credentials: 'same-origin' }).then(function (answer) { return answer.blob(); }).then(function (blob) {
      return new File([blob], link.download, { type: blob.type });
    });
  })).then(function (files) {
    var subject = document.getElementById('subject').textContent;
    var body = Array.prototype.map.call(document.querySelectorAll('pre.text'), function (one) { return one.textContent; }).join('\n\n');
    var given = files.length ? { title: subject, text: body, files: files } : { title: subject, text: body };
    if (!navigator.canShare(given)) return;
    share.hidden = false;
    share.addEventListener('click', function () { navigator.share(given).catch(function () {}); });
  }).catch(function () {});
})();
