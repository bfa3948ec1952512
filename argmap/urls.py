"""Addresses. They are permanent: people cite them."""

from __future__ import annotations

from django.urls import include, path

from argmap.views import (
    about,
    accounts,
    answers,
    appreciations,
    briefs,
    citations,
    claims,
    decisions,
    edits,
    feeds,
    flags,
    graphs,
    history,
    limits,
    log,
    maps,
    moves,
    openings,
    people,
    posts,
    references,
    resending,
    review,
    search,
    site,
    sources,
)

handler400 = site.bad_request
handler403 = site.forbidden
handler429 = limits.too_many_requests  # asked for by allauth
handler500 = resending.server_error

urlpatterns = [
    path("", posts.home, name="home"),
    # /posts/<slug>/
    path("posts/<slug:slug>/", posts.post, name="post"),
    path("posts/<slug:slug>/map/", maps.map_page, name="map"),
    path("posts/<slug:slug>/map.svg", maps.map_svg, name="map-svg"),
    path("posts/<slug:slug>/outline/", posts.outline_page, name="outline"),
    path("posts/<slug:slug>/open/", openings.open_points, name="open-points"),
    path("posts/<slug:slug>/sources/", posts.post_sources, name="post-sources"),
    path("posts/<slug:slug>/sources.<str:form>", references.of_post, name="post-references"),
    path("posts/<slug:slug>/history/", history.post_history, name="post-history"),
    path("posts/<slug:slug>/feed.atom", feeds.post_feed, name="post-feed"),
    path("posts/<slug:slug>/appreciation/", appreciations.appreciation, name="appreciation"),
    path("posts/<slug:slug>/graph.json", graphs.graph_json, name="graph-json"),
    # what is in a post
    path("claims/<int:number>/", claims.claim, name="claim"),
    path("claims/<int:number>/turning/", openings.turning, name="claim-turning"),
    path("claims/<int:number>/sources.<str:form>", references.of_claim, name="claim-references"),
    path("claims/<int:number>/history/", history.claim_history, name="claim-history"),
    path("claims/<int:number>/feed.atom", feeds.claim_feed, name="claim-feed"),
    path("claims/<int:number>/brief/", briefs.brief, name="claim-brief"),
    path("claims/<int:number>/brief.md", briefs.brief_markdown, name="claim-brief-markdown"),
    path("claims/<int:number>/brief.docx", briefs.brief_word, name="claim-brief-word"),
    path("inferences/<int:number>/", claims.inference, name="inference"),
    path("inferences/<int:number>/history/", history.inference_history, name="inference-history"),
    path("citations/<int:number>/", citations.citation, name="citation"),
    # a student's moves
    path("claims/<int:number>/answer/", moves.answer, name="answer"),
    path("claims/<int:number>/rebuttals/new/", moves.rebuttal, name="rebuttal-new"),
    path("claims/<int:number>/rebuttals/look/", moves.look, {"name": "rebuttal"}, name="rebuttal-look"),
    path("claims/<int:number>/reasons/new/", moves.reason, name="reason-new"),
    path("claims/<int:number>/reasons/look/", moves.look, {"name": "reason"}, name="reason-look"),
    path("claims/<int:number>/citations/new/", citations.new, name="citation-new"),
    path("claims/<int:number>/citations/look/", citations.look, name="citation-look"),
    path("claims/<int:number>/misreadings/new/", edits.misreading, name="misreading-new"),
    path("claims/<int:number>/edit/", edits.edit, name="claim-edit"),
    path("claims/<int:number>/withdraw/", edits.withdraw_claim, name="claim-withdraw"),
    path("claims/<int:number>/restore/", edits.restore_claim, name="claim-restore"),
    path("inferences/<int:number>/undercuts/new/", moves.undercut, name="undercut-new"),
    path("inferences/<int:number>/undercuts/look/", moves.look, {"name": "undercut"}, name="undercut-look"),
    path("inferences/<int:number>/withdraw/", edits.withdraw_inference, name="inference-withdraw"),
    path("inferences/<int:number>/restore/", edits.restore_inference, name="inference-restore"),
    path("citations/<int:number>/withdraw/", citations.withdraw, name="citation-withdraw"),
    path("citations/<int:number>/restore/", citations.restore, name="citation-restore"),
    path("misreadings/<int:number>/withdraw/", edits.withdraw_misreading, name="misreading-withdraw"),
    path("notes/preview/", edits.preview, name="note-preview"),
    # what moderators do
    path("review/", review.desk_page, name="desk"),
    path("review/<int:number>/", review.item, name="item"),
    path("review/<int:number>/reopen/", review.reopen, name="item-reopen"),
    path("log/", log.log, name="log"),
    path("log/feed.atom", log.log_feed, name="log-feed"),
    path("claims/<int:number>/flags/new/", flags.flag_claim, name="claim-flag"),
    path("inferences/<int:number>/flags/new/", flags.flag_inference, name="inference-flag"),
    path("citations/<int:number>/flags/new/", flags.flag_citation, name="citation-flag"),
    path("misreadings/<int:number>/flags/new/", flags.flag_misreading, name="misreading-flag"),
    path("remarks/<int:number>/flags/new/", flags.flag_remark, name="remark-flag"),
    path("decisions/<int:number>/", decisions.decision, name="decision"),
    path("decisions/<int:number>/appeal/", decisions.appeal, name="appeal"),
    # the library
    path("sources/", sources.source_list, name="sources"),
    path("sources/<int:number>/", sources.source, name="source"),
    path("sources/<int:number>/reference.<str:form>", references.of_source, name="source-references"),
    path("search/", search.search, name="search"),
    # people
    path("answers/", answers.answers, name="answers"),
    path("people/<str:username>/", people.person, name="person"),
    path("people/<str:username>/export.md", people.export_markdown, name="person-markdown"),
    path("people/<str:username>/export.json", people.export_json, name="person-json"),
    # accounts: what is not here is allauth's
    path("accounts/", accounts.account, name="account"),
    path("accounts/sessions/", accounts.sessions, name="sessions"),
    path("accounts/delete/", accounts.delete, name="delete-account"),
    path("accounts/", include("allauth.urls")),
    # the site
    path("about/", about.about, name="about"),
    path("privacy/", about.privacy, name="privacy"),
    path("terms/", about.terms, name="terms"),
    path("contact/", about.contact, name="contact"),
    path("healthz", site.healthz, name="healthz"),
    path("robots.txt", about.robots_txt, name="robots"),
    path("sitemap.xml", site.sitemap, name="sitemap"),
]
