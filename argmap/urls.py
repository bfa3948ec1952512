"""Addresses. They are permanent: people cite them."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from argmap.views import (
    about,
    accounts,
    admin,
    answers,
    appreciations,
    briefs,
    citations,
    claims,
    curation,
    decisions,
    edits,
    feeds,
    flags,
    graphs,
    history,
    limits,
    log,
    maps,
    mending,
    merges,
    moves,
    openings,
    passages,
    people,
    posts,
    references,
    remarks,
    resending,
    review,
    roles,
    search,
    site,
    source_requests,
    sources,
    texts,
)

handler400 = site.bad_request
handler403 = site.forbidden
handler429 = limits.too_many_requests  # asked for by allauth
handler500 = resending.server_error

urlpatterns: list[URLPattern | URLResolver] = [
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
    path("posts/<slug:slug>/settings/", roles.settings, name="post-settings"),
    path("posts/<slug:slug>/graph.json", graphs.graph_json, name="graph-json"),
    path("posts/<slug:slug>/annotations.json", graphs.annotations_json, name="annotations-json"),
    path("posts/<slug:slug>/text.txt", graphs.post_text, name="post-text"),
    # words of a post
    path("posts/<slug:slug>/passages/new/", passages.new, name="passage-new"),
    path("posts/<slug:slug>/passages/<int:start>-<int:end>/", passages.passage, name="passage"),
    path("posts/<slug:slug>/passages/<int:start>-<int:end>/claims/new/", passages.claim, name="passage-claim-new"),
    path("posts/<slug:slug>/passages/<int:start>-<int:end>/claims/look/", passages.look, name="passage-claim-look"),
    path("posts/<slug:slug>/passages/<int:start>-<int:end>/remarks/new/", remarks.new, name="remark-new"),
    path("passages/<int:number>/withdraw/", passages.withdraw, name="passage-withdraw"),
    path("remarks/<int:number>/", remarks.remark, name="remark"),
    path("remarks/<int:number>/withdraw/", remarks.withdraw, name="remark-withdraw"),
    path("remarks/<int:number>/restore/", remarks.restore, name="remark-restore"),
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
    path("claims/<int:number>/source-requests/new/", source_requests.new, name="source-request-new"),
    path("source-requests/<int:number>/withdraw/", source_requests.withdraw, name="source-request-withdraw"),
    path("claims/<int:number>/misreadings/new/", edits.misreading, name="misreading-new"),
    path("claims/<int:number>/edit/", edits.edit, name="claim-edit"),
    path("claims/<int:number>/withdraw/", edits.withdraw_claim, name="claim-withdraw"),
    path("claims/<int:number>/restore/", edits.restore_claim, name="claim-restore"),
    path("inferences/<int:number>/undercuts/new/", moves.undercut, name="undercut-new"),
    path("inferences/<int:number>/undercuts/look/", moves.look, {"name": "undercut"}, name="undercut-look"),
    path("inferences/<int:number>/withdraw/", edits.withdraw_inference, name="inference-withdraw"),
    path("inferences/<int:number>/restore/", edits.restore_inference, name="inference-restore"),
    path("citations/<int:number>/edit/", mending.edit, name="citation-edit"),
    path("citations/<int:number>/edit/look/", mending.look, name="citation-edit-look"),
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
    path("claims/<int:number>/merge/", merges.merge_claim, name="claim-merge"),
    path("inferences/<int:number>/merge/", merges.merge_inference, name="inference-merge"),
    path("sources/<int:number>/merge/", merges.merge_source, name="source-merge"),
    path("decisions/<int:number>/undo/", merges.undo, name="merge-undo"),
    path("sources/<int:number>/edit/", curation.correct, name="source-edit"),
    path("sources/<int:number>/curation/", curation.curate, name="source-curation"),
    path("sources/<int:number>/links/", curation.mend_link, name="source-links"),
    path("sources/<int:number>/history/new/", curation.add_history, name="later-history-new"),
    path("sources/<int:number>/history/<int:row>/remove/", curation.remove_history, name="later-history-remove"),
    # the library
    path("sources/", sources.source_list, name="sources"),
    path("sources/<int:number>/", sources.source, name="source"),
    path("sources/<int:number>/texts/new/", texts.new, name="text-new"),
    path("sources/<int:number>/texts/<int:text>/review/", texts.review, name="text-review"),
    path("sources/<int:number>/texts/<int:newer>/compare/<int:older>/", texts.compare, name="text-comparison"),
    path("sources/<int:number>/reference.<str:form>", references.of_source, name="source-references"),
    path("search/", search.search, name="search"),
    # people
    path("answers/", answers.answers, name="answers"),
    path("people/", roles.people_list, name="people"),
    path("people/<str:username>/", people.person, name="person"),
    path("people/<str:username>/role/", roles.role, name="person-role"),
    path("people/<str:username>/decisions/new/", roles.sanction, name="person-sanction"),
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


def admin_at(place: str) -> list[URLResolver]:
    """The addresses of Django's admin below a path; none for no path."""
    return [path(f"{place}/", admin.site.urls)] if place else []


urlpatterns += admin_at(settings.ADMIN_PATH)
