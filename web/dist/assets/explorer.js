import{a as e,i as t,n,r,t as i}from"./dom.js";import{C as a,D as o,a as s,b as c,c as l,d as u,f as d,g as f,h as p,i as m,m as h,n as g,o as _,p as v,s as y,t as b,w as x,y as S}from"./store.js";import{t as C}from"./chooser.js";import{d as w,f as T,l as E,m as D,p as O,s as k,u as A}from"./index.js";import{a as j,i as M,n as N,r as P,t as F}from"./drawing.js";var I=[{id:`areas`,zh:`地区与其中的事物`,en:`Areas and what is in them`,text:`PREFIX gk: <https://w3id.org/govkg/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>

SELECT ?source ?predicate ?target ?evidence WHERE {
  {
    BIND(gk:partOf AS ?predicate)
    ?source a gk:Area ;
      gk:mentionedIn ?here ;
      gk:partOf ?target .
    ?target a gk:Area ;
      gk:mentionedIn ?there .
  } UNION {
    VALUES ?predicate { gk:locatedIn gk:supports }
    ?target a gk:Area .
    ?source ?predicate ?target .
  } UNION {
    VALUES ?predicate { gk:hosts gk:holdsTitle gk:seeksTitle }
    ?source a gk:Area ;
      ?predicate ?target .
  } UNION {
    VALUES ?predicate { gk:locatedIn gk:supports gk:hosts gk:holdsTitle gk:seeksTitle }
    ?claim rdf:subject ?source ;
      rdf:predicate ?predicate ;
      rdf:object ?target ;
      prov:wasDerivedFrom ?evidence .
    { ?source a gk:Area } UNION { ?target a gk:Area }
  }
}`},{id:`full`,zh:`全部实体与关系`,en:`All entities and relations`,text:`PREFIX gk: <https://w3id.org/govkg/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>

SELECT ?source ?predicate ?role ?target ?evidence WHERE {
  {
    ?claim a gk:Claim ;
      rdf:subject ?source ;
      rdf:predicate ?predicate ;
      rdf:object ?target .
    FILTER(isIRI(?target))
    OPTIONAL { ?claim prov:wasDerivedFrom ?evidence }
  } UNION {
    ?responsibility a gk:Responsibility ;
      gk:project ?source ;
      gk:agent ?target ;
      gk:role ?role .
    OPTIONAL { ?responsibility prov:wasDerivedFrom ?evidence }
    OPTIONAL { VALUES (?role ?predicate) { (gk:Lead gk:leadUnit) (gk:Responsible gk:responsibleUnit) } }
  }
}`},{id:`industries`,zh:`行业与项目、企业、地区`,en:`Industries with their projects, companies and areas`,text:`PREFIX gk: <https://w3id.org/govkg/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>

SELECT ?source ?predicate ?target ?evidence WHERE {
  {
    BIND(gk:inIndustry AS ?predicate)
    ?source gk:inIndustry ?target .
  } UNION {
    BIND(gk:inIndustry AS ?predicate)
    ?claim rdf:predicate gk:inIndustry ;
      rdf:subject ?source ;
      rdf:object ?target ;
      prov:wasDerivedFrom ?evidence .
  } UNION {
    VALUES ?predicate { gk:locatedIn gk:undertakenBy }
    ?source gk:inIndustry ?industry ;
      ?predicate ?target .
  } UNION {
    VALUES ?predicate { gk:hosts gk:supports gk:partOf }
    ?target a gk:Industry .
    ?source ?predicate ?target .
  }
}`},{id:`measures`,zh:`指标与年份`,en:`Indicators by year: achieved and aimed at`,text:`PREFIX gk: <https://w3id.org/govkg/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>

SELECT ?source ?predicate ?role ?target ?label ?evidence WHERE {
  VALUES ?role { gk:Achievement gk:Target }
  ?measure a ?role ;
    gk:indicator ?source ;
    gk:period ?target ;
    gk:subject ?area ;
    gk:area ?area ;
    gk:valueText ?label .
  BIND(gk:period AS ?predicate)
  OPTIONAL { ?measure prov:wasDerivedFrom ?evidence }
}`},{id:`projects`,zh:`项目与行业、地区、企业`,en:`Projects with industry, area, company and status`,text:`PREFIX gk: <https://w3id.org/govkg/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>

SELECT ?source ?predicate ?target ?evidence WHERE {
  {
    VALUES ?predicate { gk:inIndustry gk:locatedIn gk:undertakenBy gk:partOf gk:leadUnit gk:status }
    ?source a gk:Project ;
      ?predicate ?target .
  } UNION {
    VALUES ?predicate { gk:inIndustry gk:locatedIn gk:undertakenBy gk:partOf gk:status }
    ?source a gk:Project .
    ?claim rdf:subject ?source ;
      rdf:predicate ?predicate ;
      rdf:object ?target ;
      prov:wasDerivedFrom ?evidence .
  }
}`},{id:`responsibility`,zh:`谁牵头、谁负责`,en:`Who leads, who answers for what`,text:`PREFIX gk: <https://w3id.org/govkg/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>

SELECT ?source ?predicate ?role ?target ?evidence WHERE {
  {
    ?responsibility a gk:Responsibility ;
      gk:project ?source ;
      gk:agent ?target ;
      gk:role ?role .
    OPTIONAL { ?responsibility prov:wasDerivedFrom ?evidence }
    OPTIONAL { VALUES (?role ?predicate) { (gk:Lead gk:leadUnit) (gk:Responsible gk:responsibleUnit) } }
  } UNION {
    VALUES (?role ?predicate) { (gk:Lead gk:leadUnit) (gk:Responsible gk:responsibleUnit) }
    ?source ?predicate ?target .
  }
}`}],L=4e3,R=class{nodes=new Map;edges=new Map;cut=!1;async take(e,t){e.length>=4e3&&(this.cut=!0);let n=await s(),r=new Map;for(let t of e){let[e,i]=[h(t,`source`),h(t,`target`)];if(t.source?.type!==`uri`||t.target?.type!==`uri`||!_(e)||!_(i)||e===i)continue;let a=B(t),o=`${e} ${a} ${i}`,s=this.edges.get(o)??{id:o,source:e,target:i,relation:a,spans:new Set,years:new Set},c=h(t,`evidence`);if(c){s.spans.add(c);let e=n.get(m(c))?.year;e&&s.years.add(e)}this.edges.set(o,s),r.set(o,s)}return await this.know([...r.values()].flatMap(e=>[e.source,e.target]),t),[...r.values()]}async know(e,t){let n=e.filter(e=>!this.nodes.has(e));if(n.length===0)return;let r=await g(n,t);for(let e of n){let t=r.get(e);this.nodes.set(e,{id:e,label:t?.label||d(e),kind:l(t?.classes??[]),mentions:t?.mentions??0})}}async around(e,t){if(e.length===0)return[];let n=await o(ee(e),t);return this.take(n.rows,t)}async view(e,t){let n=I.find(t=>t.id===e);if(!n)return[];let r=await o(`${n.text}\nLIMIT ${L}`,t);return this.take(r.rows,t)}async within(e,t,n){await this.know([e],n);let r=new Set([e]),i=new Map,a=[e];for(let e=0;e<t&&a.length>0&&i.size<4e3;e+=1){let e=await this.around(a,n);for(let t of e)i.set(t.id,t);a=[...new Set(e.flatMap(e=>[e.source,e.target]))].filter(e=>!r.has(e));for(let e of a)r.add(e)}return[...i.values()]}async path(e,t,n){await this.know([e,t],n);let r=[e,t].map(e=>({came:new Map([[e,null]]),frontier:[e]}));for(let e=0;e<8;e+=1){let e=(r[0]?.frontier.length??0)<=(r[1]?.frontier.length??0)?0:1,[t,i]=[r[e],r[1-e]];if(!t||!i||t.frontier.length===0)return null;let a=[];for(let e of await this.around(t.frontier,n))for(let[n,r]of[[e.source,e.target],[e.target,e.source]])if(t.came.has(n)&&!t.came.has(r)&&t.frontier.includes(n)&&(t.came.set(r,e),a.push(r),i.came.has(r)))return[...z(r,t.came).reverse(),...z(r,i.came)];t.frontier=a}return null}};function z(e,t){let n=[],r=e;for(let e=t.get(r);e;e=t.get(r))n.push(e),r=e.source===r?e.target:e.source;return n}function B(e){let t=h(e,`predicate`);return e.role?h(e,`role`):t===`https://w3id.org/govkg/ontology#leadUnit`?`${c}Lead`:t===`https://w3id.org/govkg/ontology#responsibleUnit`?`${c}Responsible`:t}var V=e=>e===`https://w3id.org/govkg/ontology#member`?S(`members`):v(e),ee=e=>`SELECT DISTINCT ?source ?predicate ?role ?target ?evidence WHERE {
  VALUES ?here { ${x(e)} }
  {
    GRAPH ?graph {
      { ?claim rdf:subject ?here } UNION { ?claim rdf:object ?here }
      ?claim a gk:Claim ; rdf:subject ?source ; rdf:predicate ?predicate ; rdf:object ?target .
      FILTER(isIRI(?target) && ?predicate != gk:status)
      OPTIONAL { ?claim prov:wasDerivedFrom ?evidence }
    }
  } UNION {
    GRAPH ?graph {
      { ?duty gk:project ?here } UNION { ?duty gk:agent ?here }
      ?duty a gk:Responsibility ; gk:project ?source ; gk:agent ?target ; gk:role ?role .
      OPTIONAL { ?duty prov:wasDerivedFrom ?evidence }
    }
  } UNION {
    { ?here ?predicate ?target BIND(?here AS ?source) } UNION { ?source ?predicate ?here BIND(?here AS ?target) }
    FILTER(?predicate IN (gk:member, gk:sameEntity))
  }
} LIMIT ${L}`,te=(e,t,n)=>`SELECT DISTINCT ${t} WHERE { VALUES ?span { ${e.slice(0,40).map(a).join(` `)} } GRAPH ?graph { ?span gk:start ?begin . ${n} } } ORDER BY ?span`,H=e=>e?e.split(`~`).filter(Boolean):[];function U(e){let t=e.get(`colour`);return{focus:e.get(`focus`)??``,view:e.get(`view`)??``,depth:Math.min(3,Math.max(1,Number(e.get(`depth`))||1)),open:H(e.get(`open`)),hide:H(e.get(`hide`)),noClass:H(e.get(`noclass`)),noRelation:H(e.get(`norel`)),from:Number(e.get(`from`))||0,to:Number(e.get(`to`))||0,colour:t===`year`||t===`degree`?t:`class`,path:e.get(`path`)??``}}var ne={noClass:`noclass`,noRelation:`norel`};function W(e){let t={};for(let[n,r]of Object.entries(e)){let e=n===`depth`&&r===1||n===`colour`&&r===`class`||r===0;t[ne[n]??n]=e?null:Array.isArray(r)?r.join(`~`):r}E(k(t))}var re=e=>JSON.stringify([e.focus,e.view,e.depth,e.open,e.path]);function ie(t,n){let r=N[j(t)]??[],i=r.length===0?e(`circle`,{r:1,fill:n}):e(`polygon`,{points:r.map(e=>e.join(`,`)).join(` `),fill:n});return e(`svg`,{viewBox:`-1.2 -1.2 2.4 2.4`,"aria-hidden":`true`},i)}function ae(e){let n=(e,t,n,a)=>r(`label`,{class:`field`},t,r(`select`,{value:n,onchange:t=>i(e,t.target.value)},a.map(([e,t])=>r(`option`,{value:e},t)))),i=(e,t)=>{W(e===`colour`?{colour:t}:{view:t,focus:``,open:[],hide:[],path:``})},a=r(`select`,{value:e.depth,disabled:e.focus===``,onchange:()=>W({depth:Number(a.value)})},[1,2,3].map(e=>r(`option`,{value:e},e))),o=(n,i)=>r(`input`,{type:`number`,"aria-label":i,placeholder:i,value:e[n]||``,oninput:t(400,e=>W({[n]:Number(e.target.value)}))});return r(`form`,{class:`form`,"aria-label":S(`graph`),onsubmit:e=>e.preventDefault()},C(S(`startFrom`),[],e.focus,e=>e&&W({focus:e,view:``,open:[],hide:[],path:``})).element,n(`view`,S(`orView`),e.view,[[``,`—`],...I.map(e=>[e.id,p(e.zh,e.en)])]),r(`label`,{class:`field`},S(`depth`),a),e.focus!==``&&C(`${S(`path`)}：${S(`pathTo`)}`,[],e.path,e=>W({path:e})).element,n(`colour`,S(`colour`),e.colour,[[`class`,S(`byClass`)],[`year`,S(`byYear`)],[`degree`,S(`byDegree`)]]),r(`div`,{class:`field`},r(`span`,{},S(`years`)),r(`div`,{class:`pair`},o(`from`,S(`fromYear`)),o(`to`,S(`toYear`)))))}function G(e,t,n,i){let a=new Map,o=new Map;for(let e of new Set(n.flatMap(e=>[e.source,e.target]))){let n=t.nodes.get(e)?.kind??``;a.set(n,(a.get(n)??0)+1)}for(let e of n)o.set(e.relation,(o.get(e.relation)??0)+1);let s=(e,t,...n)=>{let i=r(`input`,{type:`checkbox`,checked:e,onchange:()=>t(i.checked)});return r(`label`,{class:`check`},i,n)},l=(e,t,n)=>n?e.filter(e=>e!==t):[...e,t],u=e=>b.indexOf(e),d=[...a].sort((e,t)=>u(e[0])-u(t[0])).map(([t,n])=>s(!e.noClass.includes(t),n=>W({noClass:l(e.noClass,t,n)}),ie(t,P(t,i)),v(c+t),r(`small`,{},f(n)))),p=[...o].sort((e,t)=>t[1]-e[1]).map(([t,n])=>{let i=K(t);return s(!e.noRelation.includes(i),t=>W({noRelation:l(e.noRelation,i,t)}),V(t),r(`small`,{},f(n)))});return[r(`fieldset`,{class:`boxes legend-of`},r(`legend`,{},`${S(`classes`)} · ${S(`legend`)}`),d),r(`fieldset`,{class:`boxes`},r(`legend`,{},S(`relationKinds`)),p)]}var K=e=>e.startsWith(`https://w3id.org/govkg/ontology#`)?e.slice(c.length):d(e),q=6,J=(e,t)=>r(`button`,{type:`button`,class:`plain`,onclick:t},S(e));async function oe(e,t,i,s,l){let u=i.nodes.get(t);if(!u)return;let p=d(t),m=l.state(),h=m.open.includes(p),g=r(`div`,{class:`sentences`}),_=s.map(e=>{let n=e.source===t,a=i.nodes.get(n?e.target:e.source);return r(`li`,{},r(`button`,{type:`button`,class:`line`,onclick:()=>l.choose(e.id)},r(`small`,{},`${n?`→`:`←`} ${V(e.relation)} `),r(`span`,{lang:`zh`},a?.label??``)))});n(e,r(`p`,{class:`kinds`},r(`span`,{class:`class`},v(c+u.kind))),r(`h2`,{class:`first`,lang:`zh`,tabindex:`-1`},u.label),r(`p`,{class:`actions`},r(`a`,{class:`button`,href:A(`entity`,{iri:p})},S(`openPage`)),h?J(`collapse`,()=>W({open:m.open.filter(e=>e!==p)})):J(`expand`,()=>W({open:[...m.open,p]})),J(`hide`,()=>W({hide:[...m.hide,p]})),p!==m.focus&&J(`focus`,()=>W({focus:p,view:``,open:[],hide:[],path:``})),m.focus!==``&&p!==m.focus&&J(`path`,()=>W({path:p}))),r(`h3`,{},S(`relations`),` `,f(_.length)),r(`ul`,{class:`lines`},_),g);let y=await o(`SELECT DISTINCT ${w} WHERE { GRAPH ?graph { ${a(t)} gk:mentionedIn ?span ${D(`?span`)} } } ORDER BY ?span LIMIT ${q}`),b=await O(y.rows.map(T).filter(e=>e!==null));b.length>0&&n(g,r(`h3`,{},S(`mentionedIn`)),b)}async function se(e,t,i,a){let s=e=>r(`button`,{type:`button`,class:`line`,lang:`zh`,onclick:()=>a.choose(e)},i.nodes.get(e)?.label??d(e)),c=r(`div`,{class:`sentences`});if(n(e,r(`h2`,{class:`first`,tabindex:`-1`},V(t.relation)),r(`p`,{},s(t.source),r(`div`,{class:`arrow`},`↓ `,r(`a`,{href:u(t.relation)},V(t.relation))),s(t.target)),r(`h3`,{},S(`evidence`)),c),t.spans.size===0)return n(c,r(`p`,{class:`quiet`},S(`nothing`)));let l=await o(te([...t.spans],w,D(`?span`)));n(c,await O(l.rows.map(T).filter(e=>e!==null)))}function ce(e,t,i,a){t?n(e,r(`h2`,{class:`first`},S(`path`)),r(`p`,{},`${S(`pathFound`)} ${f(t.length)} `,J(`clear`,()=>W({path:``}))),r(`ol`,{class:`lines`},t.map(e=>r(`li`,{},r(`button`,{type:`button`,class:`line`,onclick:()=>a.choose(e.id)},r(`span`,{lang:`zh`},i.nodes.get(e.source)?.label??``),r(`small`,{},` → ${V(e.relation)} → `),r(`span`,{lang:`zh`},i.nodes.get(e.target)?.label??``)))))):n(e,r(`p`,{role:`status`},S(`noPath`)),J(`clear`,()=>W({path:``})))}var Y=1600,le=1e3,X=`system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif`,Z=(e,t)=>Array.from(e).reduce((e,n)=>e+(n.charCodeAt(0)>11904?t:t*.56),0);function ue(e,t,n){let r=e.filterNodes((e,t)=>!t.hidden).map(t=>e.getNodeAttributes(t)),[i,a]=[r.map(e=>e.x),r.map(e=>e.y)],[o,s,c,l]=[Math.min(...i),Math.max(...i),Math.min(...a),Math.max(...a)],u=Math.min(1360/(s-o||1),846/(l-c||1)),d=e=>Math.round(10*(Y/2+(e-(o+s)/2)*u))/10,f=e=>Math.round(10*(483-(e-(c+l)/2)*u))/10,p=[];e.forEachEdge((e,t,n,r,i,a)=>{if(t.hidden||i.hidden||a.hidden)return;let[o,s,c,l]=[d(i.x),f(i.y),d(a.x),f(a.y)];p.push({kind:`line`,x1:o,y1:s,x2:c,y2:l,colour:t.color,width:t.size}),p.push(de(o,s,c,l,a.size*1.2,t.color,3+2*t.size))});for(let e of r)p.push({kind:`shape`,points:N[e.shape]??[],x:d(e.x),y:f(e.y),r:e.size*1.2,colour:e.color});let m=[];for(let e of[...r].sort((e,t)=>t.size-e.size)){let t=Z(e.label,15),[r,i]=[d(e.x)+e.size*1.2+4,f(e.y)],a=[r,i-15/2-1,r+t,i+15/2+1];a[2]>1596||m.some(e=>a[0]<e[2]&&e[0]<a[2]&&a[1]<e[3]&&e[1]<a[3])||(m.push(a),p.push({kind:`text`,x:r,y:i+5.25,size:15,text:e.label,colour:n.ink,halo:n.paper}))}let h=24;for(let e of t){let t=Z(e.label,14)+44;if(h+t>Y)break;p.push({kind:`shape`,points:N[e.shape]??[],x:h,y:978,r:8,colour:e.colour}),p.push({kind:`text`,x:h+14,y:983,size:14,text:e.label,colour:n.ink,halo:n.paper}),h+=t}return{width:Y,height:le,ground:n.paper,marks:p}}function de(e,t,n,r,i,a,o){let s=Math.hypot(n-e,r-t)||1,[c,l]=[(n-e)/s,(r-t)/s];return{kind:`shape`,points:[[c,l],[-c-.7*l,-l+.7*c],[-c+.7*l,-l-.7*c]],x:n-c*(i+o),y:r-l*(i+o),r:o,colour:a}}var Q=e=>e.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f]/g,``).replace(/[&<>"]/g,e=>({"&":`&amp;`,"<":`&lt;`,">":`&gt;`,'"':`&quot;`})[e]??e),$=e=>Math.round(e*10)/10;function fe(e){let t=e.marks.map(e=>e.kind===`line`?`<line x1="${e.x1}" y1="${e.y1}" x2="${e.x2}" y2="${e.y2}" stroke="${e.colour}" stroke-width="${$(e.width)}"/>`:e.kind===`text`?`<text x="${$(e.x)}" y="${$(e.y)}" font-size="${e.size}" fill="${e.colour}" stroke="${e.halo}" stroke-width="3" paint-order="stroke">${Q(e.text)}</text>`:e.points.length===0?`<circle cx="${e.x}" cy="${e.y}" r="${$(e.r)}" fill="${e.colour}"/>`:`<polygon points="${e.points.map(([t,n])=>`${$(e.x+t*e.r)},${$(e.y+n*e.r)}`).join(` `)}" fill="${e.colour}"/>`);return`${`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${e.width} ${e.height}" width="${e.width}" height="${e.height}" font-family="${Q(X)}">`}\n<rect width="100%" height="100%" fill="${e.ground}"/>\n${t.join(`
`)}\n</svg>\n`}function pe(e,t=2){let n=document.createElement(`canvas`);n.width=e.width*t,n.height=e.height*t;let r=n.getContext(`2d`);if(!r)return Promise.reject(Error(`no canvas`));r.scale(t,t),r.fillStyle=e.ground,r.fillRect(0,0,e.width,e.height);for(let t of e.marks)me(r,t);return new Promise((e,t)=>n.toBlob(n=>n?e(n):t(Error(`no picture`)),`image/png`))}function me(e,t){t.kind===`text`?(e.font=`${t.size}px ${X}`,e.lineWidth=3,e.strokeStyle=t.halo,e.strokeText(t.text,t.x,t.y),e.fillStyle=t.colour,e.fillText(t.text,t.x,t.y)):(e.beginPath(),t.kind===`line`?(e.moveTo(t.x1,t.y1),e.lineTo(t.x2,t.y2),e.strokeStyle=t.colour,e.lineWidth=t.width,e.stroke()):(t.points.length===0&&e.arc(t.x,t.y,t.r,0,2*Math.PI),t.points.forEach(([n,r],i)=>{i===0?e.moveTo(t.x+n*t.r,t.y+r*t.r):e.lineTo(t.x+n*t.r,t.y+r*t.r)}),e.closePath(),e.fillStyle=t.colour,e.fill()))}var he=`${c}Lead`,ge=async(e,t,a)=>{let o=U(t),s=new R,l=[],u,p=``,m=r(`div`,{}),h=r(`p`,{class:`quiet`,role:`status`}),g=r(`div`,{class:`canvas`,role:`img`,"aria-label":S(`drawing`)}),_=r(`div`,{class:`panel-body`,"aria-live":`polite`}),b=r(`div`,{class:`filters`}),x=r(`ul`,{class:`lines names`}),C=r(`input`,{type:`search`,"aria-label":S(`inGraph`),placeholder:S(`inGraph`),oninput:()=>L()});n(e,r(`h1`,{},S(`graph`)),m,r(`div`,{class:`graph`},r(`div`,{class:`stage`},g,z()),r(`aside`,{class:`panel`,"aria-label":S(`evidence`)},_,r(`details`,{open:!0},r(`summary`,{},S(`inGraph`)),C,x))),h,b),e.classList.add(`broad`);let w=new F(g,{node:e=>void O(e),edge:e=>void O(e),open:e=>D(d(e)),ground:()=>void O(``)});w.works||n(g,r(`p`,{class:`quiet`},S(`noWebgl`)));let{graph:T}=w,E={choose:e=>void O(e),state:()=>o};function D(e){W({open:o.open.includes(e)?o.open.filter(t=>t!==e):[...o.open,e]})}async function O(e,t=!0){let i=s.edges.get(e);if(i)return w.emphasise([i.id,i.source,i.target]),se(_,i,s,E);if(T.hasNode(e))return w.emphasise(t?[e,...T.neighbors(e),...T.edges(e)]:[]),oe(_,e,s,l.filter(t=>t.source===e||t.target===e),E);if(u!==void 0)return w.emphasise((u??[]).flatMap(e=>[e.id,e.source,e.target])),ce(_,u,s,E);w.emphasise([]),n(_,r(`p`,{class:`quiet`},S(`pick`)))}async function k(){let e=re(o);if(e===p)return;h.textContent=S(`loading`),s.cut=!1;let t=new Map,n=e=>{for(let n of e)t.set(n.id,n)},r=o.focus?y(o.focus):``;o.view&&n(await s.view(o.view,a)),u=void 0,r&&o.path?(u=await s.path(r,y(o.path),a),n(u??[])):r&&n(await s.within(r,o.depth,a)),o.open.length>0&&n(await s.around(o.open.map(y),a)),a.aborted||(l=[...t.values()],p=e)}let A=e=>!o.from&&!o.to||[...e.years].some(e=>(!o.from||e>=o.from)&&(!o.to||e<=o.to));async function N(){let e=new Set(o.hide.map(y)),t=new Set(o.noClass),r=o.focus?y(o.focus):``,i=n=>n===r||!e.has(n)&&!t.has(s.nodes.get(n)?.kind??``),a=l.filter(e=>!o.noRelation.includes(K(e.relation))&&A(e)&&i(e.source)&&i(e.target)),c=new Set(a.flatMap(e=>[e.source,e.target]));r&&s.nodes.has(r)&&c.add(r);let d=new Set(a.map(e=>e.id));w.emphasise([]);for(let e of T.edges())d.has(e)||T.dropEdge(e);for(let e of T.nodes())c.has(e)||T.dropNode(e);for(let e of c)w.add(e,{label:s.nodes.get(e)?.label??``,shape:j(s.nodes.get(e)?.kind??``)});for(let e of a)T.hasEdge(e.id)||T.addDirectedEdgeWithKey(e.id,e.source,e.target);I(r),n(b,G(o,s,l,w.colours.dark)),h.textContent=`${f(T.order)} ${S(`nodes`)} · ${f(T.size)} ${S(`edges`)}${s.cut?` · ${S(`tooMany`)}`:``}`,L(),w.settle(),await O(u===void 0?r:``,!1)}function I(e){let{dark:t,edge:n,lead:r}=w.colours,i=l.flatMap(e=>[...e.years]),[a,c]=[Math.min(...i),Math.max(...i)],u=Math.max(1,...T.nodes().map(e=>T.degree(e)));T.forEachNode(n=>{let r=s.nodes.get(n),i=T.degree(n),l=P(r?.kind??``,t);if(o.colour===`degree`&&(l=M(Math.sqrt(i/u),t)),o.colour===`year`){let e=T.edges(n).flatMap(e=>[...s.edges.get(e)?.years??[]]);l=e.length>0&&c>a?M((Math.max(...e)-a)/(c-a),t):M(1,t)}T.mergeNodeAttributes(n,{size:(n===e?4:0)+5+Math.min(14,1.8*Math.sqrt(i)),color:l,forceLabel:n===e})}),T.forEachEdge(e=>{let t=s.edges.get(e)?.relation===he;T.mergeEdgeAttributes(e,{size:t?2.6:1.4,color:t?r:n})})}function L(){let e=C.value.trim(),t=T.nodes().map(e=>s.nodes.get(e)).filter(t=>t?.label.includes(e));t.sort((e,t)=>T.degree(t?.id)-T.degree(e?.id)||(e?.label??``).localeCompare(t?.label??``,`zh`)),n(x,t.slice(0,100).map(e=>e&&r(`li`,{},r(`button`,{type:`button`,class:`line`,onclick:()=>void O(e.id)},r(`span`,{lang:`zh`},e.label),` `,r(`small`,{},f(T.degree(e.id)))))))}function z(){let e=(e,t)=>r(`button`,{type:`button`,class:`plain`,onclick:t},e),t=()=>ue(T,B(),w.colours);return r(`div`,{class:`tabs`,role:`toolbar`,"aria-label":S(`graph`)},e(`＋`,()=>w.zoom(.7)),e(`－`,()=>w.zoom(1.4)),e(S(`fit`),()=>w.fit()),e(S(`arrange`),()=>void w.settle(!0)),e(S(`unhide`),()=>W({hide:[],noClass:[],noRelation:[],from:0,to:0})),r(`span`,{class:`gap`}),r(`span`,{},S(`save`)),e(`PNG`,async()=>i(`graph.png`,await pe(t()))),e(`SVG`,()=>i(`graph.svg`,fe(t()),`image/svg+xml`)),e(`JSON`,()=>i(`graph.json`,JSON.stringify(T.export(),null,1),`application/json`)))}let B=()=>[...new Set(T.nodes().map(e=>s.nodes.get(e)?.kind??``))].map(e=>({label:v(c+e),colour:P(e,w.colours.dark),shape:j(e)}));async function V(){!o.focus&&!o.view&&(o={...o,view:`responsibility`}),n(m,ae(o)),w.recolour(),await k(),a.aborted||await N()}return await V(),{title:S(`graph`),follow:async e=>(o=U(e),await V(),!0),leave:()=>{e.classList.remove(`broad`),w.end()}}};export{ge as explorer};