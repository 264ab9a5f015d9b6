/** The style sheet of the page: light and dark by the reader's own setting, ink on white when printed. */
export const style = `
:root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--ink:#17202b;--soft:#4c5868;--line:#d4dae3;--link:#0b57a4;
--fail:#a3121f;--fail-bg:#fde8ea;--open:#7a4a00;--open-bg:#fdf0d9;--pass:#13612f;--pass-bg:#e1f4e7;--waived:#49389e;--waived-bg:#ebe8fb;--none:#4c5868;--none-bg:#e9ecf1;
--bar-placed:#1f7a3f;--bar-inert:#9aa7b8;--bar-undecided:#c27a00}
@media (prefers-color-scheme:dark){:root{--bg:#0f151d;--card:#18212c;--ink:#e8edf4;--soft:#aab6c5;--line:#33404f;--link:#86bdff;
--fail:#ffb0b6;--fail-bg:#4a1a20;--open:#ffd48a;--open-bg:#45310c;--pass:#9fe3b5;--pass-bg:#143a22;--waived:#cbc0ff;--waived-bg:#2d2660;--none:#aab6c5;--none-bg:#2a3543;
--bar-placed:#4fbf78;--bar-inert:#66758a;--bar-undecided:#e0a030}}
@page{margin:15mm}
*{box-sizing:border-box}
html{scroll-padding-top:3.5rem}
body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:break-word}
code,bdi,dd{overflow-wrap:anywhere}
a{color:var(--link)}
a:focus-visible,.scroll:focus-visible{outline:3px solid var(--link);outline-offset:2px}
main:focus{outline:none}
.skip{position:absolute;left:-99rem}
.skip:focus{left:.5rem;top:.5rem;background:var(--card);padding:.4rem .8rem;z-index:2}
nav{position:sticky;top:0;z-index:1;background:var(--card);border-bottom:1px solid var(--line)}
nav ul{max-width:72rem;margin:0 auto;padding:.6rem 1.2rem;display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;list-style:none}
nav a{text-decoration:none;font-weight:600}
nav a:hover{text-decoration:underline}
main{max-width:72rem;margin:0 auto;padding:1.2rem}
section{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:1.2rem 1.4rem;margin:0 0 1.2rem}
h1{font-size:2.6rem;line-height:1.15;margin:0 0 .4rem}
.eyebrow{display:block;font-size:.95rem;font-weight:600;color:var(--soft);margin-bottom:.3rem}
h2{font-size:1.35rem;margin:0 0 .6rem}
h3{font-size:1.05rem;margin:0 0 .3rem}
p{margin:0 0 .6rem}
.lead{font-size:1.15rem}
.verdict{border-left:10px solid var(--none)}
.verdict.pass{border-left-color:var(--pass)}.verdict.pass h1{color:var(--pass)}
.verdict.fail{border-left-color:var(--fail)}.verdict.fail h1{color:var(--fail)}
.verdict.indeterminate{border-left-color:var(--open)}.verdict.indeterminate h1{color:var(--open)}
.facts{display:flex;flex-wrap:wrap;gap:.3rem 2rem;margin:0 0 1rem}
.facts dt{font-size:.85rem;color:var(--soft)}.facts dd{margin:0;font-weight:600}
.numbers{display:flex;flex-wrap:wrap;gap:.7rem;margin:0;padding:0;list-style:none}
.numbers li{border:1px solid var(--line);border-radius:10px;padding:.4rem .9rem;min-width:6.5rem;color:var(--soft)}
.numbers strong{display:block;font-size:1.6rem;line-height:1.2;color:var(--ink)}
.bar{display:block;width:100%;height:18px;border-radius:6px}
.bar-placed{fill:var(--bar-placed)}.bar-inert{fill:var(--bar-inert)}.bar-undecided{fill:var(--bar-undecided)}
.legend,.plain{list-style:none;margin:.6rem 0 0;padding:0}
.plain{margin:0}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1.6rem}
.swatch{display:inline-block;width:.8em;height:.8em;border-radius:3px;background:var(--bar-inert)}
.swatch.placed{background:var(--bar-placed)}.swatch.undecided{background:var(--bar-undecided)}
.places{display:grid;grid-template-columns:minmax(16rem,22rem) 1fr;gap:1.4rem;align-items:start}
@media (max-width:52rem){.places{grid-template-columns:1fr}}
figure{margin:0}figcaption,caption{color:var(--soft);font-size:.9rem;text-align:left}
caption{padding-bottom:.4rem}
.map{display:block;width:100%;max-width:24rem}
.map text{font:600 19px system-ui,sans-serif;text-anchor:middle;fill:var(--soft)}
.map .count{font-size:15px}
.tile rect{fill:none;stroke:var(--line);stroke-width:1.5}
.tile.free rect{stroke:var(--pass);stroke-width:2.5}
.tile.beyond rect{stroke-dasharray:4 4}
.tile.inside rect{fill:var(--pass-bg);stroke:var(--pass);stroke-width:3}.tile.inside text{fill:var(--pass)}
.tile.outside rect{fill:var(--fail-bg);stroke:var(--fail);stroke-width:3}.tile.outside text{fill:var(--fail)}
.tile.unknown rect{fill:var(--open-bg);stroke:var(--open);stroke-width:3}.tile.unknown text{fill:var(--open)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.95rem;margin-bottom:.6rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .8rem .4rem 0;border-bottom:1px solid var(--line)}
thead th{color:var(--soft);font-size:.85rem}
tbody th{font-weight:600}
.n{text-align:right;font-variant-numeric:tabular-nums}
.n.soon{color:var(--open);font-weight:700}
table.controls{table-layout:fixed;min-width:44rem}
.controls th:nth-child(1){width:11rem}.controls th:nth-child(3){width:7rem}.controls th:nth-child(4){width:8rem}.controls th:nth-child(5){width:14rem}
td a{margin-right:.5rem;white-space:nowrap}
abbr{color:var(--soft);font-size:.85em}
small{color:var(--soft)}
code{font:.9em ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;unicode-bidi:isolate;background:var(--none-bg);border-radius:4px;padding:.05em .3em}
td code{margin-right:.3rem;display:inline-block}
.n small{white-space:nowrap;font-weight:400}
.found{font-weight:700}
th code{white-space:nowrap}
.badge{display:inline-block;border-radius:999px;padding:.05rem .6rem;font-size:.85rem;font-weight:600;white-space:nowrap;border:1px solid currentColor;color:var(--none);background:var(--none-bg)}
.badge.fail,.badge.outside{color:var(--fail);background:var(--fail-bg)}
.badge.undecided,.badge.unknown,.badge.warn{color:var(--open);background:var(--open-bg)}
.badge.pass,.badge.inside{color:var(--pass);background:var(--pass-bg)}
.badge.waived,.badge.known{color:var(--waived);background:var(--waived-bg)}
.open{background:var(--open-bg);border-radius:8px;padding:.4rem .8rem;margin:.6rem 0 0}
.rule{border-left:5px solid var(--none);padding:.2rem 0 .2rem 1rem;margin:0 0 1.6rem}
.rule.fail{border-left-color:var(--fail)}.rule.undecided,.rule.warn{border-left-color:var(--open)}.rule.waived{border-left-color:var(--waived)}
.rule .id{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.meta{color:var(--soft)}
.mend{background:var(--pass-bg);border-radius:8px;padding:.5rem .8rem}
.findings{padding-left:1.6rem;margin:0}
.findings>li{padding:.5rem 0;border-top:1px solid var(--line)}
.findings p{margin-bottom:.2rem}
.findings dl{display:grid;gap:.1rem;margin:0;font-size:.92rem}
.findings dl div{display:grid;grid-template-columns:6.5rem 1fr;gap:.6rem}
.findings dt{color:var(--soft)}.findings dd{margin:0}
footer{max-width:72rem;margin:0 auto;padding:0 1.4rem 2rem;color:var(--soft)}
@media print{:root{color-scheme:light;--bg:#fff;--card:#fff;--ink:#000;--soft:#333;--line:#999;--link:#000;
--fail:#a3121f;--fail-bg:#fff;--open:#7a4a00;--open-bg:#fff;--pass:#13612f;--pass-bg:#fff;--waived:#49389e;--waived-bg:#fff;--none:#333;--none-bg:#fff}
nav,.skip{display:none}body{font-size:10pt}main{max-width:none;padding:0}section,.rule{box-shadow:none;padding:0;border:0}
.rule{border-top:1px solid var(--line);padding-top:.6rem}.findings>li,tr,figure,.mend{break-inside:avoid}h2,h3{break-after:avoid}.scroll{overflow:visible}.places{display:block}.map{max-width:9cm}
h1{font-size:1.8rem}.mend{border:1px solid var(--pass)}.findings>li{padding:.25rem 0}.findings dl{grid-template-columns:1fr 1fr;column-gap:1.2rem;font-size:.85em}.findings dl div{grid-template-columns:5rem 1fr}.findings p,p{margin-bottom:.3rem}section,.rule{margin-bottom:.8rem}table{font-size:.9em}table.controls{min-width:0}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;
