"""Addresses. They are permanent: people cite them."""

from __future__ import annotations

from django.urls import path

from argmap.views import about, claims, graphs, maps, openings, posts, site, sources

handler400 = site.bad_request
handler500 = site.server_error

urlpatterns = [
    path("", posts.home, name="home"),
    # /posts/<slug>/
    path("posts/<slug:slug>/", posts.post, name="post"),
    path("posts/<slug:slug>/map/", maps.map_page, name="map"),
    path("posts/<slug:slug>/map.svg", maps.map_svg, name="map-svg"),
    path("posts/<slug:slug>/outline/", posts.outline_page, name="outline"),
    path("posts/<slug:slug>/open/", openings.open_points, name="open-points"),
    path("posts/<slug:slug>/sources/", posts.post_sources, name="post-sources"),
    path("posts/<slug:slug>/graph.json", graphs.graph_json, name="graph-json"),
    # what is in a post
    path("claims/<int:number>/", claims.claim, name="claim"),
    path("claims/<int:number>/turning/", openings.turning, name="claim-turning"),
    path("inferences/<int:number>/", claims.inference, name="inference"),
    # the library
    path("sources/", sources.source_list, name="sources"),
    path("sources/<int:number>/", sources.source, name="source"),
    # the site
    path("about/", about.about, name="about"),
    path("privacy/", about.privacy, name="privacy"),
    path("terms/", about.terms, name="terms"),
    path("contact/", about.contact, name="contact"),
    path("accounts/login/", about.login, name="login"),
    path("healthz", site.healthz, name="healthz"),
    path("robots.txt", about.robots_txt, name="robots"),
    path("sitemap.xml", site.sitemap, name="sitemap"),
]
