// For mdBook: blocks of Rust that are called `borrowlab` become elements (```rust,borrowlab,compile_fail,E0502). In book.toml:
//
//     [output.html]
//     additional-js = ["borrowlab.js"]
//
// Set the address of your Borrowlab here.
(() => {
  const site = window.borrowlabSite ?? 'https://YOUR-SITE/';
  const script = document.createElement('script');
  script.type = 'module';
  script.src = `${site}embed.js`;
  script.dataset.upgrade = 'pre > code.language-rust.borrowlab';
  document.head.append(script);
})();
